import type { DraftTask, DraftTime } from '#contracts';
import type { FieldError } from '#kernel';
import type { DraftContent } from './draft.js';

/** What a rule looks at besides its task. */
interface Overview {
  parents: ReadonlySet<string | null>;
  /** How many tasks have each number. */
  numbers: ReadonlyMap<string, number>;
  tasks: ReadonlyMap<string, DraftTask>;
}

/** What a task must have before it is issued, and what to do where it has not. Each row is asked of every task. */
const TASK_RULES: readonly ((task: DraftTask, overview: Overview) => FieldError | null)[] = [
  ({ key, units }) => {
    const unknown = units.filter(({ unitId, groupId }) => unitId === null && groupId === null);
    if (unknown.length === 0) return null;
    const names = unknown.map(({ name }) => `「${name}」`).join('');
    return at(key, 'units', `names ${names}, which the register does not know; say which unit or group each is`);
  },
  ({ key, units }, { parents }) =>
    units.length > 0 || parents.has(key)
      ? null
      : at(key, 'units', 'is carried by nobody and has no measures; name its units, merge it, or remove it'),
  ({ key, units }) =>
    units.length > 0 && units.every(({ role }) => role === 'CO')
      ? at(key, 'units', 'has units that assist and none to lead; make one of them the lead')
      : null,
  ({ key, no }, { numbers }) =>
    (numbers.get(no) ?? 0) > 1 ? at(key, 'no', `has the number ${no} like another task; give each its own`) : null,
  ({ key, twinKey = '' }, { tasks }) => {
    const twin = tasks.get(twinKey);
    if (!twin) return null;
    const where = `「${twin.title}」 (${twin.key})`;
    return at(key, 'twinKey', `says otherwise than ${where}; merge the two, remove one, or say that both stand`);
  },
  (task) => {
    const words = limitWithoutDay(task);
    return words === null
      ? null
      : at(task.key, 'deadline', `is 「${words}」 in the paper, which is no day; set the day, or say that it has none`);
  },
];

/** Everything that hinders the acceptance of a draft, at once. */
export function leftToDecide({ tasks, sentences }: DraftContent): FieldError[] {
  const overview: Overview = {
    parents: new Set(tasks.map(({ parentKey }) => parentKey)),
    numbers: new Map([...Map.groupBy(tasks, ({ no }) => no)].map(([no, same]) => [no, same.length])),
    tasks: new Map(tasks.map((task) => [task.key, task])),
  };
  const open = sentences.filter(({ state }) => state === 'OPEN').map(({ id, text }) => openSentence(id, text));
  const ofTasks = tasks.flatMap((task) => TASK_RULES.flatMap((rule) => rule(task, overview) ?? []));
  const none = tasks.length === 0 ? [{ pointer: '/tasks', message: 'are none; add the first' }] : [];
  return [...open, ...none, ...ofTasks];
}

/**
 * What the paper says of the deadline where that is no day of the calendar and nobody has said what it shall be. A duty that comes back
 * asks for no decision: its task is registered without a deadline, and its words stay in its source.
 */
function limitWithoutDay({ deadline, continuing, deadlineText, times = [], sure }: DraftTask): string | null {
  if (deadline !== null || continuing || sure.deadline.reasons.includes('said-by-reviewer')) return null;
  const counted = times.filter(({ relative }) => relative !== null && relative.from !== 'event');
  const recurring = new Set(times.filter(({ cycle }) => cycle !== null).map(({ raw }) => raw));
  const written = deadlineText.split('；').filter((raw) => raw !== '' && !recurring.has(raw));
  const reckoned = counted.map(
    ({ raw, relative, due }) => `${sinceOf(raw, relative)}${raw}${due === null ? '' : `（推算为${due}）`}`,
  );
  const words = new Set([...written, ...reckoned]);
  return words.size === 0 ? null : [...words].join('；');
}

function sinceOf(raw: string, relative: DraftTime['relative']): string {
  return relative === null || raw.includes(relative.since) ? '' : relative.since;
}

function openSentence(id: number, text: string): FieldError {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return {
    pointer: `/sentences/${id}`,
    message: `「${shown}」 is open; put it into a task or say why it asks nothing`,
  };
}

function at(key: string, field: string, message: string): FieldError {
  return { pointer: `/tasks/${key}/${field}`, message };
}
