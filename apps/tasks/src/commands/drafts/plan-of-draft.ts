import type { DraftSentence, DraftTask } from '#contracts';
import { REASONS, type ReasonName } from '#decomposition';
import type { LoadedDraft } from '../../domain/drafts/draft.js';

/** Sentences outside tasks that a plan keeps, under the name of the rule that put them there. */
const KEPT_SECTIONS = [
  'general-requirements',
  'goals',
  'background',
  'safeguards',
] as const satisfies readonly ReasonName[];

const PLAN_TEXT = '方案原文';
/** In place of the heading of tasks that stand under none. */
const NO_SECTION = '任务';
const LONGEST_SOURCE = 5_000;

/** What the paper of a draft says of its plan, in the fields by which a plan is registered; who issues it, the paper does not tell. */
export function planOfDraft({ draft: { head }, content: { tasks, sentences } }: LoadedDraft) {
  const aspects = [...new Set(tasks.map(sectionOf))];
  const aspectNo = new Map(aspects.map((title, index) => [title, index + 1]));
  const sources = sourcesOf(sentences);
  return {
    title: head?.title,
    documentNumber: head?.documentNumber,
    adoptedOn: head?.issuedOn ?? undefined,
    recipients: head?.recipients ?? [],
    notice: textOf(sentences, 'covering-letter'),
    sections: KEPT_SECTIONS.flatMap((reason) => {
      const text = textOf(sentences, reason);
      return text === '' ? [] : [{ heading: REASONS[reason], text, origin: PLAN_TEXT }];
    }),
    aspects: aspects.map((title, index) => ({ no: index + 1, title, origin: PLAN_TEXT })),
    tasks: tasks.map((task) => fieldsOf(task, aspectNo.get(sectionOf(task)) ?? 0, sources.get(task.key) ?? [])),
  };
}

/** A proposed task in the fields by which a task is registered. */
function fieldsOf(task: DraftTask, aspectNo: number, source: readonly string[]) {
  return {
    no: task.no,
    aspectNo,
    title: task.title,
    text: task.text,
    sourceSentence: shortened(source.join('')),
    origin: source.length > 0 ? ('PLAN_TEXT' as const) : ('OFFICE' as const),
    deadline: task.deadline,
    units: task.units.map(({ role, unitId, groupId }) => ({
      role,
      deadline: null,
      ...(unitId === null ? { groupId } : { unitId }),
    })),
  };
}

/** The sentences of each task, by its key. */
function sourcesOf(sentences: readonly DraftSentence[]): Map<string, string[]> {
  const sources = new Map<string, string[]>();
  for (const { taskKeys, text } of sentences) {
    for (const key of taskKeys) {
      const known = sources.get(key);
      if (known) known.push(text);
      else sources.set(key, [text]);
    }
  }
  return sources;
}

function sectionOf({ section }: DraftTask): string {
  return section === '' ? NO_SECTION : section;
}

function textOf(sentences: readonly DraftSentence[], reason: ReasonName): string {
  return sentences
    .filter((sentence) => sentence.reason === reason)
    .map(({ text }) => text)
    .join('\n');
}

function shortened(text: string): string {
  return text.length > LONGEST_SOURCE ? `${text.slice(0, LONGEST_SOURCE - 1)}…` : text;
}
