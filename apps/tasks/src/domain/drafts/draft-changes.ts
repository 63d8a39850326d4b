import type { DraftConfidence, DraftSentence, DraftTask, DraftUnit } from '#contracts';
import { refuse } from '../errors.js';
import type { DraftContent } from './draft.js';
import { freeKey } from './free-key.js';
import { mergeTasks, splitTask, type TaskPart } from './split-and-merge.js';
import { withoutTwin } from './twins.js';

/** What a reviewer writes of a task. */
interface DraftTaskFields {
  no: string;
  section: string;
  title: string;
  text: string;
  deadline: string | null;
  continuing: boolean;
  units: readonly Pick<DraftUnit, 'name' | 'role' | 'unitId' | 'groupId'>[];
}

/** What a reviewer can do to a draft. */
export type DraftChange =
  | { kind: 'EDIT_TASK'; key: string; fields: Partial<DraftTaskFields> }
  | { kind: 'ADD_TASK'; afterKey: string | null; fields: DraftTaskFields; sentenceIds: readonly number[] }
  | { kind: 'REMOVE_TASK'; key: string }
  | { kind: 'SPLIT_TASK'; key: string; parts: readonly TaskPart[] }
  /** `others` go into `key`. */
  | { kind: 'MERGE_TASKS'; key: string; others: readonly string[] }
  /** Behind `afterKey`, or to the top. */
  | { kind: 'MOVE_TASK'; key: string; afterKey: string | null; parentKey: string | null }
  /** A task and its twin are two: the paper asks for both. */
  | { kind: 'KEEP_TWINS'; key: string }
  /** Into a task, or out of all with the reason why they ask nothing. */
  | { kind: 'PLACE_SENTENCES'; sentenceIds: readonly number[]; to: { taskKey: string } | { reason: string } }
  /** In every task that names it so and does not know it. */
  | { kind: 'RESOLVE_UNIT'; name: string; as: { unitId: string } | { groupId: string } };

type ChangeOf<Kind> = Extract<DraftChange, { kind: Kind }>;

/** The content after a change. Throws `DomainError` where the change names what is not there. */
export function changeContent(content: DraftContent, change: DraftChange): DraftContent {
  return CHANGES[change.kind](content, change as never);
}

const CHANGES: {
  [Kind in DraftChange['kind']]: (content: DraftContent, change: ChangeOf<Kind>) => DraftContent;
} = {
  EDIT_TASK: (content, { key, fields }) => {
    const task = taskOf(content, key);
    return { ...content, tasks: replaced(content.tasks, edited(task, fields)) };
  },

  ADD_TASK: ({ tasks, sentences }, { afterKey, fields, sentenceIds }) => {
    const task = edited({ ...EMPTY_TASK, key: freeKey(tasks) }, fields);
    return placed({ tasks: inserted(tasks, task, afterKey), sentences }, { sentenceIds, to: { taskKey: task.key } });
  },

  REMOVE_TASK: (content, { key }) => {
    const { parentKey } = taskOf(content, key);
    const tasks = content.tasks
      .filter((task) => task.key !== key)
      .map((task) => (task.parentKey === key ? { ...task, parentKey } : task))
      .map((task) => (task.twinKey === key ? withoutTwin(task) : task));
    return { tasks, sentences: content.sentences.map((sentence) => withoutTask(sentence, key)) };
  },

  SPLIT_TASK: (content, { key, parts }) => splitTask(content, taskOf(content, key), parts),

  MERGE_TASKS: (content, { key, others }) =>
    mergeTasks(
      content,
      taskOf(content, key),
      others.map((other) => taskOf(content, other)),
    ),

  MOVE_TASK: (content, { key, afterKey, parentKey }) => {
    const task = taskOf(content, key);
    requireNoCircle(content, key, parentKey);
    const others = content.tasks.filter((other) => other.key !== key);
    return { ...content, tasks: inserted(others, { ...task, parentKey }, afterKey) };
  },

  KEEP_TWINS: (content, { key }) => {
    const { twinKey, title } = taskOf(content, key);
    if (twinKey === undefined) {
      throw refuse('DRAFT.WITHOUT_TWIN', `「${title}」 has no twin in the draft any more. Read the draft again.`);
    }
    const twins = new Set([key, twinKey]);
    return { ...content, tasks: content.tasks.map((task) => (twins.has(task.key) ? withoutTwin(task) : task)) };
  },

  PLACE_SENTENCES: (content, change) => placed(content, change),

  RESOLVE_UNIT: ({ tasks, sentences }, { name, as }) => {
    const isMeant = (unit: DraftUnit) => unit.name === name && unit.unitId === null && unit.groupId === null;
    if (!tasks.some(({ units }) => units.some(isMeant))) {
      throw refuse('DRAFT.UNIT_NOT_OPEN', `No task of the draft names an unknown 「${name}」. Read the draft again.`);
    }
    const resolved = (unit: DraftUnit) =>
      isMeant(unit) ? { ...unit, ...NOWHERE, ...as, matchedBy: 'PERSON', candidates: [] } : unit;
    return {
      tasks: tasks.map((task) =>
        task.units.some(isMeant)
          ? { ...task, units: task.units.map(resolved), sure: { ...task.sure, units: BY_PERSON } }
          : task,
      ),
      sentences,
    };
  },
};

const NOWHERE = { unitId: null, groupId: null };

/** A person said it. */
const BY_PERSON: DraftConfidence = { confidence: 1, reasons: ['said-by-reviewer'] };

const EMPTY_TASK: Omit<DraftTask, 'key'> = {
  parentKey: null,
  kind: 'TASK',
  no: '',
  section: '',
  title: '',
  text: '',
  note: '',
  units: [],
  deadline: null,
  deadlineText: '',
  continuing: false,
  milestones: [],
  indicators: [],
  sure: { text: BY_PERSON, units: BY_PERSON, lead: BY_PERSON, deadline: BY_PERSON },
};

export function taskOf({ tasks }: DraftContent, key: string): DraftTask {
  const task = tasks.find((candidate) => candidate.key === key);
  if (task) return task;
  throw refuse(
    'DRAFT.TASK_UNKNOWN',
    `The draft has no task ${key}; it may have been merged or removed. Read it again.`,
  );
}

function edited(task: DraftTask, { units, ...fields }: Partial<DraftTaskFields>): DraftTask {
  const sure = { ...task.sure };
  if (fields.title !== undefined || fields.text !== undefined) sure.text = BY_PERSON;
  if (fields.deadline !== undefined || fields.continuing !== undefined) sure.deadline = BY_PERSON;
  if (units !== undefined) sure.units = sure.lead = BY_PERSON;
  return { ...task, ...fields, ...(units && { units: units.map(saidByPerson) }), sure };
}

function saidByPerson(unit: DraftTaskFields['units'][number]): DraftUnit {
  return { ...unit, matchedBy: 'PERSON', candidates: [] };
}

function inserted(tasks: readonly DraftTask[], task: DraftTask, afterKey: string | null): DraftTask[] {
  if (afterKey === null) return [task, ...tasks];
  const at = tasks.indexOf(taskOf({ tasks, sentences: [] }, afterKey)) + 1;
  return [...tasks.slice(0, at), task, ...tasks.slice(at)];
}

export function replaced(tasks: readonly DraftTask[], changed: DraftTask): DraftTask[] {
  return tasks.map((task) => (task.key === changed.key ? changed : task));
}

function requireNoCircle(content: DraftContent, key: string, parentKey: string | null): void {
  for (let above = parentKey; above !== null; above = taskOf(content, above).parentKey) {
    if (above !== key) continue;
    throw refuse(
      'DRAFT.OWN_MEASURE',
      'A task cannot become a measure of itself or of its own measures. Choose another.',
    );
  }
}

/** Sentences that go into a task leave what they were said to be; those that ask nothing leave every task. */
function placed(
  content: DraftContent,
  { sentenceIds, to }: Pick<ChangeOf<'PLACE_SENTENCES'>, 'sentenceIds' | 'to'>,
): DraftContent {
  const meant = new Set(sentenceIds);
  const known = content.sentences.filter(({ id }) => meant.has(id)).length;
  if (known < meant.size) {
    throw refuse(
      'DRAFT.SENTENCE_UNKNOWN',
      'The paper has no sentence of one of these numbers. Read its sentences again.',
    );
  }
  if ('taskKey' in to) taskOf(content, to.taskKey);
  const moved = (sentence: DraftSentence): DraftSentence =>
    'taskKey' in to
      ? { ...sentence, state: 'TASK', taskKeys: [to.taskKey], reason: null }
      : { ...sentence, state: 'NOT_ACTIONABLE', taskKeys: [], reason: to.reason };
  return {
    tasks: content.tasks,
    sentences: content.sentences.map((sentence) => (meant.has(sentence.id) ? moved(sentence) : sentence)),
  };
}

/** A sentence that no task holds any more is open again: somebody must say what it is. */
function withoutTask(sentence: DraftSentence, key: string): DraftSentence {
  if (!sentence.taskKeys.includes(key)) return sentence;
  const taskKeys = sentence.taskKeys.filter((other) => other !== key);
  return { ...sentence, taskKeys, state: taskKeys.length > 0 ? 'TASK' : 'OPEN' };
}
