import { z } from 'zod';
import { DateOnly, Id, Instant } from '../common/fields.js';

export const TaskPhase = z
  .enum([
    'REGISTERED', // 立项
    'ASSIGNED', // 交办
    'ACCEPTED', // 签收
    'IN_PROGRESS', // 办理中
    'COMPLETION_SUBMITTED', // 申请办结
    'RETURNED', // 退回补办
    'COMPLETED', // 办结
    'WITHDRAWN', // 撤销: a revision of the plan holds it no longer
  ])
  .meta({ id: 'TaskPhase' });
export type TaskPhase = z.infer<typeof TaskPhase>;

export const AssignmentPhase = z
  .enum([
    'ASSIGNED', // 待签收
    'ACCEPTED', // 已签收
    'IN_PROGRESS', // 办理中
    'COMPLETION_SUBMITTED', // 申请办结
    'RETURNED', // 退回补办
    'COMPLETED', // 办结
    'CLOSED', // 终结，本单位未办结: with the task, or because a revision took the unit off it
  ])
  .meta({ id: 'AssignmentPhase' });
export type AssignmentPhase = z.infer<typeof AssignmentPhase>;

/** Where a card of a plan comes from; only PLAN_TEXT counts as a task in the plan's own wording. */
export const TaskOrigin = z
  .enum([
    'PLAN_TEXT', // 方案原文
    'INTERPRETATION', // 解读要点
    'OFFICE', // 领导小组办公室确定
  ])
  .meta({ id: 'TaskOrigin' });
export type TaskOrigin = z.infer<typeof TaskOrigin>;

export const AssignmentRole = z
  .enum([
    'LEAD', // 牵头
    'CO', // 配合
    'RESPONSIBLE', // 责任
  ])
  .meta({ id: 'AssignmentRole' });
export type AssignmentRole = z.infer<typeof AssignmentRole>;

export const AssignmentState = z
  .object({
    assignmentId: Id,
    unitId: Id,
    role: AssignmentRole,
    /** PLAN: named in the paper (also through a group); OFFICE: decided by the office. */
    origin: z.enum(['PLAN', 'OFFICE']),
    viaGroupId: Id.nullable(),
    phase: AssignmentPhase,
    assignedAt: Instant,
    /** Last day for signing. */
    signDueOn: DateOnly,
    acceptedAt: Instant.nullable(),
    /** Last day for this unit's part; null for continuing work. */
    deadline: DateOnly.nullable(),
    progress: z.number().int().min(0).max(100).meta({ description: 'percent' }),
    lastReportedAt: Instant.nullable(),
    completionSubmittedAt: Instant.nullable(),
    returns: z.number().int().meta({ description: 'how often its completion was sent back' }),
    completedAt: Instant.nullable(),
  })
  .meta({ id: 'AssignmentState' });
export type AssignmentState = z.infer<typeof AssignmentState>;

export const TaskState = z
  .object({
    taskId: Id,
    planId: Id,
    no: z.string().meta({ description: 'number inside the plan' }),
    aspectNo: z.number().int(),
    title: z.string(),
    text: z.string(),
    /** The sentence of the paper this came from, verbatim; empty when the office decided it. */
    sourceSentence: z.string(),
    origin: TaskOrigin,
    phase: TaskPhase,
    /** The unit that reports for all; null while the office has not appointed one. */
    reporterUnitId: Id.nullable(),
    reporterOrigin: z.enum(['PLAN', 'OFFICE']).nullable(),
    originalDeadline: DateOnly.nullable(),
    deadline: DateOnly.nullable(),
    completedAt: Instant.nullable(),
    assignments: z.array(AssignmentState),
  })
  .meta({ id: 'TaskState' });
export type TaskState = z.infer<typeof TaskState>;

/** What every event about one assignment tells: the assignment after it, and where its task now stands. */
export const AssignmentChange = z.object({
  taskId: Id,
  planId: Id,
  taskPhase: TaskPhase,
  assignment: AssignmentState,
});
