import type { DraftMeasure, DraftTask } from '#contracts';
import type { FieldError } from '#kernel';
import { refuse } from '../errors.js';
import { changeContent, replaced, taskOf } from './draft-changes.js';
import type { DraftContent } from './draft.js';

/** What a unit's officer can do to its own plan. */
export type MeasureChange =
  /** Under another task that the unit carries. */
  | { kind: 'PLACE_MEASURE'; key: string; taskId: string }
  | {
      kind: 'EDIT_MEASURE';
      key: string;
      fields: { title?: string; text?: string; deadline?: string | null; owner?: string };
    }
  | { kind: 'DROP_MEASURE'; key: string };

const NOT_CARRIED: FieldError = { pointer: '/taskId', message: 'is no open task of the plan that the unit carries' };

const OPEN: DraftMeasure = { taskId: null, sure: { confidence: 0, reasons: [] }, candidates: [], owner: '' };

/** The content after a change. Throws `DomainError` where it names a measure that is not there or a task that is not carried. */
export function changeMeasure(
  content: DraftContent,
  change: MeasureChange,
  carried: ReadonlySet<string>,
): DraftContent {
  switch (change.kind) {
    case 'PLACE_MEASURE': {
      const { key, taskId } = change;
      if (!carried.has(taskId)) throw taskNotCarried([NOT_CARRIED]);
      const sure = { confidence: 1, reasons: ['said-by-reviewer'] };
      return withMeasure(content, taskOf(content, key), { taskId, sure });
    }
    case 'EDIT_MEASURE': {
      const { owner, ...fields } = change.fields;
      const edited = changeContent(content, { kind: 'EDIT_TASK', key: change.key, fields });
      return owner === undefined ? edited : withMeasure(edited, taskOf(edited, change.key), { owner });
    }
    case 'DROP_MEASURE':
      return changeContent(content, { kind: 'REMOVE_TASK', key: change.key });
  }
}

function withMeasure(content: DraftContent, task: DraftTask, fields: Partial<DraftMeasure>): DraftContent {
  const measure = { ...OPEN, ...task.measure, ...fields };
  return { ...content, tasks: replaced(content.tasks, { ...task, measure }) };
}

/** Everything that hinders the acceptance of a unit's own plan. Its sentences need no proof: nobody issues them. */
export function measuresLeftToPlace({ tasks }: DraftContent): FieldError[] {
  if (tasks.length === 0) return [{ pointer: '/tasks', message: 'are none; discard the plan' }];
  return tasks
    .filter(({ measure }) => !measure?.taskId)
    .map(({ key, title }) =>
      at(key, `「${title}」 is under no task; place it under one that the unit carries, or drop it`),
    );
}

/** Measures under tasks that the unit does not carry any more. */
export function measuresNotCarried({ tasks }: DraftContent, carried: ReadonlySet<string>): FieldError[] {
  return tasks
    .filter(({ measure }) => measure?.taskId && !carried.has(measure.taskId))
    .map(({ key, title }) => at(key, `「${title}」 is under a task that the unit no longer carries; move or drop it`));
}

export function taskNotCarried(errors: FieldError[]): ReturnType<typeof refuse> {
  const message = 'Measures stand under open tasks of the plan that the unit carries. Choose one of `carried`.';
  return refuse('DRAFT.TASK_NOT_CARRIED', message, { errors });
}

function at(key: string, message: string): FieldError {
  return { pointer: `/tasks/${key}/measure`, message };
}
