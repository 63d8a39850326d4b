import type { DraftTask } from '#contracts';
import type { FieldError } from '#kernel';
import type { DraftContent } from './draft.js';

/** What a task must have before it is issued, and what to do where it has not. Each row is asked of every task. */
const TASK_RULES: readonly ((task: DraftTask, content: DraftContent) => FieldError | null)[] = [
  ({ key, units }) => {
    const unknown = units.filter(({ unitId, groupId }) => unitId === null && groupId === null);
    if (unknown.length === 0) return null;
    const names = unknown.map(({ name }) => `「${name}」`).join('');
    return at(key, 'units', `names ${names}, which the register does not know; say which unit or group each is`);
  },
  ({ key, units }, { tasks }) =>
    units.length > 0 || tasks.some(({ parentKey }) => parentKey === key)
      ? null
      : at(key, 'units', 'is carried by nobody and has no measures; name its units, merge it, or remove it'),
  ({ key, units }) =>
    units.length > 0 && units.every(({ role }) => role === 'CO')
      ? at(key, 'units', 'has units that assist and none to lead; make one of them the lead')
      : null,
  ({ key, no }, { tasks }) =>
    tasks.some((other) => other.key !== key && other.no === no)
      ? at(key, 'no', `has the number ${no} like another task; give each its own`)
      : null,
];

/** Everything that hinders the acceptance of a draft, at once. */
export function leftToDecide(content: DraftContent): FieldError[] {
  const open = content.sentences.filter(({ state }) => state === 'OPEN').map(({ id, text }) => openSentence(id, text));
  const tasks = content.tasks.flatMap((task) => TASK_RULES.flatMap((rule) => rule(task, content) ?? []));
  const none = content.tasks.length === 0 ? [{ pointer: '/tasks', message: 'are none; add the first' }] : [];
  return [...open, ...none, ...tasks];
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
