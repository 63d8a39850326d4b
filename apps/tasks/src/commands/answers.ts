import { AssignmentState, DraftState, MeasureState, PlanState, TaskPhase, TaskState } from '#contracts';
import { reply, type Reply } from '#platform';
import { z } from 'zod';
import type { Draft } from '../domain/drafts/draft.js';
import type { Measure } from '../domain/measures.js';
import type { Plan } from '../domain/plan.js';
import type { Assignment, Task } from '../domain/task.js';

const Version = z.number().int().meta({ description: 'also the ETag' });

/** A plan after a command. */
export const PlanRecord = PlanState.extend({ version: Version }).meta({ id: 'PlanRecord' });
export type PlanRecord = z.infer<typeof PlanRecord>;

/** The draft of a paper after a command. */
export const DraftRecord = DraftState.extend({ version: Version }).meta({ id: 'DraftRecord' });
export type DraftRecord = z.infer<typeof DraftRecord>;

/** A measure of a unit's own plan after a command. */
export const MeasureRecord = MeasureState.extend({ version: Version }).meta({ id: 'MeasureRecord' });
export type MeasureRecord = z.infer<typeof MeasureRecord>;

/** A task after a command of the office. */
export const TaskRecord = TaskState.extend({ version: Version }).meta({ id: 'TaskRecord' });
export type TaskRecord = z.infer<typeof TaskRecord>;

/** An assignment after a command about it, and where its task now stands. */
export const AssignmentRecord = z
  .object({ taskId: z.string(), version: Version, taskPhase: TaskPhase, assignment: AssignmentState })
  .meta({ id: 'AssignmentRecord' });
export type AssignmentRecord = z.infer<typeof AssignmentRecord>;

export function planReply(plan: Plan, status?: 201): Reply<PlanRecord> {
  const location = `/api/tasks/plans/${plan.planId}`;
  return reply(PlanRecord.parse(plan), { etag: plan.version, ...(status && { status, location }) });
}

export function draftReply(draft: Draft, status?: 201): Reply<DraftRecord> {
  const location = `/api/tasks/drafts/${draft.draftId}`;
  return reply(DraftRecord.parse(draft), { etag: draft.version, ...(status && { status, location }) });
}

export function measureReply(measure: Measure): Reply<MeasureRecord> {
  return reply(MeasureRecord.parse(measure), { etag: measure.version });
}

export function taskReply(task: Task): Reply<TaskRecord> {
  return reply(TaskRecord.parse(task), { etag: task.version });
}

export function assignmentReply(
  { taskId, version, phase: taskPhase }: Pick<Task, 'taskId' | 'version' | 'phase'>,
  assignment: Assignment,
): Reply<AssignmentRecord> {
  return reply({ taskId, version, taskPhase, assignment: AssignmentState.parse(assignment) }, { etag: version });
}
