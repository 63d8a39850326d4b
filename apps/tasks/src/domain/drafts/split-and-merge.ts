import type { DraftSentence, DraftTask, DraftUnit } from '#contracts';
import { refuse } from '../errors.js';
import type { DraftContent } from './draft.js';
import { freeKey } from './free-key.js';
import { withoutTwin } from './twins.js';

/** One of the tasks that a task is split into. */
export interface TaskPart {
  no: string;
  title: string;
  text: string;
  /** Sentences of the split task that go with it; what no part names stays with the first. */
  sentenceIds: readonly number[];
}

/** The first part keeps key, measures and what nobody named; the others follow it with the same units and deadline. */
export function splitTask(content: DraftContent, task: DraftTask, parts: readonly TaskPart[]): DraftContent {
  const held = content.sentences.filter(({ taskKeys }) => taskKeys.includes(task.key));
  const own = new Set(held.map(({ id }) => id));
  const foreign = parts.flatMap(({ sentenceIds }) => sentenceIds).find((id) => !own.has(id));
  if (foreign !== undefined) {
    const message = `Sentence ${foreign} is not of the task that is split. Put it into the task first, then split.`;
    throw refuse('DRAFT.SENTENCE_OF_ANOTHER_TASK', message);
  }
  const tasks = content.tasks.slice();
  const partsOf = new Map<number, string[]>();
  const made: DraftTask[] = [];
  for (const [index, { sentenceIds, ...fields }] of parts.entries()) {
    const key = index === 0 ? task.key : freeKey([...tasks, ...made]);
    made.push({ ...(index === 0 ? task : withoutTwin(task)), key, ...fields });
    for (const id of sentenceIds) partsOf.set(id, [...(partsOf.get(id) ?? []), key]);
  }
  tasks.splice(tasks.indexOf(task), 1, ...made);
  return { tasks, sentences: content.sentences.map((sentence) => dealt(sentence, task.key, partsOf)) };
}

function dealt(sentence: DraftSentence, key: string, partsOf: ReadonlyMap<number, string[]>): DraftSentence {
  const keys = partsOf.get(sentence.id);
  if (!keys || (keys.length === 1 && keys[0] === key)) return sentence;
  return { ...sentence, taskKeys: sentence.taskKeys.flatMap((taskKey) => (taskKey === key ? keys : [taskKey])) };
}

/** `others` go into `into`, which keeps its key, number and, where it has one, its deadline. */
export function mergeTasks(content: DraftContent, into: DraftTask, others: readonly DraftTask[]): DraftContent {
  const gone = new Set(others.map(({ key }) => key));
  if (gone.has(into.key) || gone.size < others.length) {
    throw refuse('DRAFT.MERGED_WITH_ITSELF', 'A task cannot be merged with itself. Name each task once.');
  }
  const all = [into, ...others];
  const dated = all.find(({ deadline, continuing }) => deadline !== null || continuing) ?? into;
  const upper = [...new Set(all.flatMap((task) => task.upper ?? []))].join('；');
  const times = all.flatMap((task) => task.times ?? []);
  const merged: DraftTask = {
    ...(gone.has(into.twinKey ?? '') ? withoutTwin(into) : into),
    text: all.map(({ text }) => text).join('\n'),
    note: [...new Set(all.map(({ note }) => note).filter((note) => note !== ''))].join('；'),
    units: withoutRepeats(all.flatMap(({ units }) => units)),
    deadline: dated.deadline,
    continuing: dated.continuing,
    deadlineText: [...new Set(all.map(({ deadlineText }) => deadlineText).filter((text) => text !== ''))].join('；'),
    milestones: all.flatMap(({ milestones }) => milestones),
    indicators: all.flatMap(({ indicators }) => indicators),
    parentKey: gone.has(into.parentKey ?? '') ? null : into.parentKey,
    ...(upper !== '' && { upper }),
    ...(times.length > 0 && { times }),
  };
  const tasks = content.tasks
    .filter(({ key }) => !gone.has(key))
    .map((task) => {
      if (task.key === into.key) return merged;
      const kept = gone.has(task.twinKey ?? '') ? withoutTwin(task) : task;
      return gone.has(kept.parentKey ?? '') ? { ...kept, parentKey: into.key } : kept;
    });
  return { tasks, sentences: content.sentences.map((sentence) => followed(sentence, gone, into.key)) };
}

function followed(sentence: DraftSentence, gone: ReadonlySet<string>, key: string): DraftSentence {
  if (!sentence.taskKeys.some((taskKey) => gone.has(taskKey))) return sentence;
  const taskKeys = [...new Set(sentence.taskKeys.map((taskKey) => (gone.has(taskKey) ? key : taskKey)))];
  return { ...sentence, taskKeys };
}

/** The first mention of a unit in a role stays. */
function withoutRepeats(units: readonly DraftUnit[]): DraftUnit[] {
  const keyOf = ({ unitId, groupId, name, role }: DraftUnit) => `${role} ${unitId ?? groupId ?? name}`;
  return [...new Map(units.toReversed().map((unit) => [keyOf(unit), unit])).values()].toReversed();
}
