import type {
  AssignmentAccepted,
  AssignmentCompleted,
  AssignmentState,
  CompletionReturned,
  CompletionSubmitted,
  DeadlineMoved,
  PlanIssued,
  PlanState,
  TaskAssigned,
  TaskCompleted,
  TaskReissued,
  TaskState,
  TaskWithdrawn,
} from '#contracts';
import { localDateOf } from '#kernel';
import type { LogEvent } from '#messaging';
import type { AssignmentRecord, RecordKind } from '../domain/scoring/assignment-record.js';

interface EventDataByType {
  'tasks.task-assigned': TaskAssigned;
  'tasks.assignment-accepted': AssignmentAccepted;
  'tasks.completion-submitted': CompletionSubmitted;
  'tasks.completion-returned': CompletionReturned;
  'tasks.assignment-completed': AssignmentCompleted;
  'tasks.task-completed': TaskCompleted;
  'tasks.task-reissued': TaskReissued;
  'tasks.task-withdrawn': TaskWithdrawn;
  'tasks.deadline-moved': DeadlineMoved;
}
type RecordedType = keyof EventDataByType;

type TaskEventData = EventDataByType[RecordedType];
export type FactEventData = TaskEventData | PlanIssued;

/** What one event says: which assignments, and what happened to them. */
type Reading<Data> = (data: Data) => Said | readonly Said[];

interface Said {
  kind: RecordKind;
  assignments: readonly AssignmentState[];
}

/** How each event of the tasks service becomes records. */
export const RECORDED_EVENTS = {
  'tasks.task-assigned': ({ task, addedUnitIds }) => ({
    kind: 'ASSIGNED',
    assignments: partsOf(task, addedUnitIds),
  }),
  'tasks.assignment-accepted': ({ assignment, late }) => ({
    kind: late ? 'SIGNED_LATE' : 'SIGNED_IN_TIME',
    assignments: [assignment],
  }),
  'tasks.completion-submitted': ({ assignment }) => ({ kind: 'SUBMITTED', assignments: [assignment] }),
  'tasks.completion-returned': ({ assignment }) => ({ kind: 'RETURNED', assignments: [assignment] }),
  'tasks.assignment-completed': ({ assignment }) => ({ kind: 'COMPLETED', assignments: [assignment] }),
  'tasks.task-completed': ({ task }) => ({
    kind: 'CLOSED',
    assignments: task.assignments.filter(({ phase }) => phase === 'CLOSED'),
  }),
  'tasks.task-reissued': ({ task, reissuedUnitIds, addedUnitIds, withdrawnUnitIds }) => [
    { kind: 'REISSUED', assignments: partsOf(task, reissuedUnitIds) },
    { kind: 'ASSIGNED', assignments: partsOf(task, addedUnitIds) },
    { kind: 'CLOSED', assignments: partsOf(task, withdrawnUnitIds) },
  ],
  'tasks.task-withdrawn': ({ task }) => ({
    kind: 'CLOSED',
    assignments: task.assignments.filter(({ phase }) => phase === 'CLOSED'),
  }),
  'tasks.deadline-moved': ({ task }) => ({ kind: 'DEADLINE_MOVED', assignments: task.assignments }),
} as const satisfies { [Type in RecordedType]: Reading<EventDataByType[Type]> };

function partsOf({ assignments }: TaskState, unitIds: readonly string[]): AssignmentState[] {
  return assignments.filter(({ unitId }) => unitIds.includes(unitId));
}

/** Every record in the batch, ordered by key so that two batches never wait for each other crosswise. */
export function recordsIn(batch: readonly LogEvent<FactEventData>[]): AssignmentRecord[] {
  return batch.flatMap(recordsOf).sort((a, b) => (a.assignmentId < b.assignmentId ? -1 : 1));
}

/** The plans that the batch tells to be issued, each once in its life. */
export function plansIn(batch: readonly LogEvent<FactEventData>[]): PlanState[] {
  return batch.flatMap(({ data }) => ('plan' in data ? [data.plan] : []));
}

/** The newest state of each task that the batch tells in full. */
export function tasksIn(batch: readonly LogEvent<FactEventData>[]): TaskState[] {
  const tasks = new Map<string, TaskState>();
  for (const { data } of batch) if ('task' in data) tasks.set(data.task.taskId, data.task);
  return [...tasks.values()].sort((a, b) => (a.taskId < b.taskId ? -1 : 1));
}

function recordsOf(event: LogEvent<FactEventData>): AssignmentRecord[] {
  if ('plan' in event.data) return [];
  const read = RECORDED_EVENTS[event.type as RecordedType] as Reading<TaskEventData>;
  return [read(event.data)].flat().flatMap((said) => recordsFrom(said, event));
}

function recordsFrom({ kind, assignments }: Said, event: LogEvent<FactEventData>): AssignmentRecord[] {
  return assignments.map((assignment) => ({
    eventId: event.id,
    kind,
    taskId: event.aggregateId,
    assignmentId: assignment.assignmentId,
    unitId: assignment.unitId,
    taskVersion: event.aggregateVersion,
    on: localDateOf(new Date(event.occurredAt)),
    signDueOn: assignment.signDueOn,
    deadline: assignment.deadline,
  }));
}
