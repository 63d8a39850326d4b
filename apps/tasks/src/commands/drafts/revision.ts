import { newId, type FieldError, type LocalDate } from '#kernel';
import type { Queryable } from '#messaging';
import type { LoadedDraft } from '../../domain/drafts/draft.js';
import { refuse } from '../../domain/errors.js';
import type { Plan, RevisedPaper } from '../../domain/plan.js';
import { isEnded, type Task, type TaskCard } from '../../domain/task.js';
import { acceptedDraftOf, contentOf, tasksMadeOf } from '../../persistence/drafts.js';
import { numbersTaken } from '../../persistence/tasks.js';
import { differenceOfContents } from '../../queries/drafts/difference-of-contents.js';
import { taskCardOf } from '../task-fields.js';
import { planFieldsOf } from './accept-draft.js';

/** What a new version of a paper does to its plan. */
export interface Revision {
  paper: RevisedPaper;
  /** What the new version asks of tasks that stand. */
  reissue: readonly { key: string; taskId: string; card: TaskCard }[];
  add: readonly { key: string; taskId: string; card: TaskCard }[];
  withdraw: readonly string[];
  /** The task of each key of the draft, the new ones included. */
  taskIds: Readonly<Record<string, string>>;
}

/**
 * The difference of the draft from the accepted one, as what becomes of each task. Tasks that say the same are in no list.
 * Throws `DRAFT.REVISES_AN_OLDER_VERSION`, `DRAFT.NOT_A_PLAN`.
 */
export async function revisionOf(on: Queryable, loaded: LoadedDraft, plan: Plan): Promise<Revision> {
  const { draft, content } = loaded;
  const base = await baseOf(on, loaded, plan.planId);
  const { reissue, issue, withdraw, untouched } = differenceOfContents(await contentOf(on, base), content);
  const taskOf = await tasksOf(on, base);
  const { title, documentNumber, issuerUnitId, memberGroupId, adoptedOn, publishedOn } = plan;
  const { tasks, aspects, recipients, notice, sections } = planFieldsOf(loaded, {
    title,
    documentNumber,
    issuerUnitId,
    memberGroupId,
    adoptedOn,
    publishedOn,
  });
  const merged = withAspects(plan.aspects, aspects);
  const fieldsOf = new Map(content.tasks.map(({ key }, index) => [key, tasks[index]]));
  const cardOf = (key: string): TaskCard => {
    const fields = fieldsOf.get(key);
    if (!fields) throw new Error(`The draft ${draft.draftId} has no task ${key}.`);
    return { ...taskCardOf(fields), aspectNo: merged.noOf(fields.aspectNo) };
  };
  const add = issue.map((key) => ({ key, taskId: newId(), card: cardOf(key) }));
  const standing = [...reissue, ...untouched].map(({ previous, next }) => [next, taskOf(previous)]);
  return {
    paper: { recipients, notice, sections, aspects: merged.aspects },
    reissue: reissue.map(({ previous, next }) => ({ key: next, taskId: taskOf(previous), card: cardOf(next) })),
    add,
    withdraw: withdraw.map(taskOf),
    taskIds: Object.fromEntries([...standing, ...add.map(({ key, taskId }) => [key, taskId])]),
  };
}

/** The task that each key of an accepted draft became. */
async function tasksOf(on: Queryable, draftId: string): Promise<(key: string) => string> {
  const made = await tasksMadeOf(on, draftId);
  return (key) => {
    const taskId = made.get(key);
    if (taskId === undefined) throw new Error(`The accepted draft ${draftId} does not say which task ${key} became.`);
    return taskId;
  };
}

/** The accepted draft that this one revises. */
async function baseOf(on: Queryable, { draft }: LoadedDraft, planId: string): Promise<string> {
  const base = await acceptedDraftOf(on, planId, draft.officeUnitId);
  if (base !== null && base === draft.revises) return base;
  const message =
    'Another version of the paper was accepted since this one was handed in. Hand it in again, to be compared with that one.';
  throw refuse('DRAFT.REVISES_AN_OLDER_VERSION', message, { state: draft.phase });
}

/** The aspects of the plan under their numbers, behind them those that only the new version has. */
function withAspects(
  known: Plan['aspects'],
  revised: Plan['aspects'],
): { aspects: Plan['aspects']; noOf: (revisedNo: number) => number } {
  const titles = new Set(known.map(({ title }) => title));
  const last = Math.max(...known.map(({ no }) => no));
  const fresh = revised.filter(({ title }) => !titles.has(title));
  const aspects = [...known, ...fresh.map((aspect, index) => ({ ...aspect, no: last + 1 + index }))];
  const noOfTitle = new Map(aspects.map(({ title, no }) => [title, no]));
  const titleOf = new Map(revised.map(({ no, title }) => [no, title]));
  return { aspects, noOf: (no) => noOfTitle.get(titleOf.get(no) ?? '') ?? no };
}

/**
 * What no command can do to tasks that stand, all at once, while the office can still change the draft.
 * Throws `DRAFT.REVISION_NOT_POSSIBLE`.
 */
export async function requirePossible(
  on: Queryable,
  { reissue, add }: Revision,
  { planId, tasks, today }: { planId: string; tasks: ReadonlyMap<string, Task>; today: LocalDate },
): Promise<void> {
  const numbers = add.map(({ card }) => card.no);
  const taken = await numbersTaken(on, planId, numbers);
  const errors = [
    ...reissue.flatMap(({ key, taskId, card }) => refusedOf(key, card, tasks.get(taskId), today)),
    ...add.flatMap(({ key, card }) => lateOf(key, card.deadline, today)),
    ...add
      .filter(({ card }) => taken.has(card.no))
      .map(({ key, card }) => at(key, 'no', `has the number ${card.no} of a task that stands; give it another`)),
  ];
  if (errors.length === 0) return;
  const message = `${errors.length} thing(s) hinder the revision; \`errors\` names each. Change the draft, then request the revision.`;
  throw refuse('DRAFT.REVISION_NOT_POSSIBLE', message, { errors });
}

function refusedOf(key: string, card: TaskCard, task: Task | undefined, today: LocalDate): FieldError[] {
  if (!task) return [];
  const ended = 'has ended and cannot be worded anew; word it as before, and add what is new as a task of its own';
  if (isEnded(task)) return [at(key, 'text', ended)];
  if (task.deadline === null || card.deadline !== null) return lateOf(key, movedDeadline(card, task), today);
  return [
    at(key, 'deadline', `would lose its deadline ${task.deadline}, which can be moved and not taken away; set one`),
  ];
}

/** The day to which a revision moves the deadline of a task; null where it stays. */
export function movedDeadline({ deadline }: TaskCard, task: Task): LocalDate | null {
  return deadline === task.deadline ? null : deadline;
}

function lateOf(key: string, deadline: LocalDate | null, today: LocalDate): FieldError[] {
  if (deadline === null || deadline >= today) return [];
  return [at(key, 'deadline', `is ${deadline}, which has passed; choose today or a later day`)];
}

function at(key: string, field: string, message: string): FieldError {
  return { pointer: `/tasks/${key}/${field}`, message };
}
