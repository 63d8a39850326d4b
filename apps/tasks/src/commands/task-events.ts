import { eventDefinition } from '#contracts';
import type { NewEvent } from '#messaging';
import { eventOf, type Cause } from '#platform';
import type { DraftChanged } from '../domain/drafts/draft.js';
import type { MeasureChanged } from '../domain/measures.js';
import type { Plan, PlanChange } from '../domain/plan.js';
import type { Change, Task, TaskEvent } from '../domain/task.js';

/** The events of a change, ready to append: one version of the task each. `before` is null for a new task. */
export function newTaskEvents(
  before: Pick<Task, 'version'> | null,
  { task, events }: { task: Pick<Task, 'taskId'>; events: Change['events'] },
  cause: Cause,
): NewEvent[] {
  const first = (before?.version ?? 0) + 1;
  return events.map((event, index) => newEvent(event, task.taskId, first + index, cause));
}

export function newPlanEvent({ plan, event }: PlanChange, cause: Cause): NewEvent {
  return newEvent(event, plan.planId, plan.version, cause);
}

export function newDraftEvent({ draft, event }: Pick<DraftChanged, 'draft' | 'event'>, cause: Cause): NewEvent {
  return newEvent(event, draft.draftId, draft.version, cause);
}

export function newMeasureEvent({ measure, event }: MeasureChanged, cause: Cause): NewEvent {
  return newEvent(event, measure.measureId, measure.version, cause);
}

function newEvent(event: TaskEvent, aggregateId: Plan['planId'], aggregateVersion: number, cause: Cause): NewEvent {
  const definition = eventDefinition(event.type, 1);
  if (!definition) throw new Error(`The transition tables name ${event.type}, which the catalogue does not have.`);
  return eventOf(definition, { aggregateId, aggregateVersion, data: event.data }, cause);
}
