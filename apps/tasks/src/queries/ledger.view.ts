import { AssignmentPhase, AssignmentRole, DateOnly, Id, Instant, TaskOrigin, TaskPhase } from '#contracts';
import { z } from 'zod';
import {
  ASSIGNMENT_PHASE_LABELS,
  LIGHT_LABELS,
  NO_REPORTER,
  ORIGIN_LABELS,
  ROLE_LABELS,
  TASK_PHASE_LABELS,
  UNKNOWN_UNIT,
} from '../domain/labels.js';
import { isCompletedLate, isSignedLate } from '../domain/task.js';
import { LightView } from './task.view.js';

/** What SQL gives of a row; the columns of the official ledger (台账), as far as the product has them. */
const LedgerFields = z.object({
  taskId: Id,
  assignmentId: Id.nullable().meta({ description: 'null while nobody carries the task' }),
  planId: Id,
  documentNumber: z.string().meta({ description: '任务来源' }),
  no: z.string().meta({ description: '任务编号' }),
  aspectNo: z.number().int(),
  aspectTitle: z.string().meta({ description: '所属方面' }),
  title: z.string().meta({ description: '任务名称' }),
  text: z.string().meta({ description: '任务内容' }),
  origin: TaskOrigin,
  taskPhase: TaskPhase,
  unitId: Id.nullable(),
  role: AssignmentRole.nullable(),
  reporterUnitId: Id.nullable(),
  originalDeadline: DateOnly.nullable().meta({ description: '完成时限（原）' }),
  deadline: DateOnly.nullable().meta({ description: '完成时限（现）' }),
  phase: AssignmentPhase.nullable(),
  assignedAt: Instant.nullable(),
  signDueOn: DateOnly.nullable(),
  acceptedAt: Instant.nullable(),
  progress: z.number().int().nullable().meta({ description: '完成率, percent' }),
  lastReportedAt: Instant.nullable(),
  progressText: z.string().meta({ description: '进展情况' }),
  problems: z.string().meta({ description: '存在问题' }),
  nextSteps: z.string().meta({ description: '下一步措施' }),
  needsCoordination: z.string().meta({ description: '需协调事项' }),
  returns: z.number().int().nullable(),
  completionSubmittedAt: Instant.nullable(),
  completedAt: Instant.nullable(),
  overdue: z.boolean(),
  light: LightView,
});

/** A row of the ledger: one unit's part of one task, or a task that nobody carries yet. */
export const LedgerRow = LedgerFields.extend({
  unitName: z.string().meta({ description: '承办单位; 待交办 while nobody carries the task' }),
  roleLabel: z.string(),
  reporterName: z.string().meta({ description: '牵头单位; 待定牵头 while the office has not appointed one' }),
  originLabel: z.string(),
  phaseLabel: z.string().meta({ description: '办结情况' }),
  lightLabel: z.string().meta({ description: '亮灯' }),
  signedLate: z.boolean(),
  completedLate: z.boolean(),
}).meta({ id: 'LedgerRow' });
export type LedgerRow = z.infer<typeof LedgerRow>;

/** A row as SQL gives it: names are null where the unit is unknown. */
export type LedgerRecord = z.infer<typeof LedgerFields> & {
  unitName: string | null;
  reporterName: string | null;
  /** Where the row stands in the order of its page. */
  place: (string | number)[];
};

export function ledgerRow({ place: _place, ...row }: LedgerRecord): LedgerRow {
  const { phase, signDueOn, reporterUnitId } = row;
  return {
    ...row,
    unitName: phase === null ? TASK_PHASE_LABELS.REGISTERED : (row.unitName ?? UNKNOWN_UNIT),
    roleLabel: row.role === null ? '' : ROLE_LABELS[row.role],
    reporterName: reporterUnitId === null ? NO_REPORTER : (row.reporterName ?? UNKNOWN_UNIT),
    originLabel: ORIGIN_LABELS[row.origin],
    phaseLabel: phase === null ? TASK_PHASE_LABELS[row.taskPhase] : ASSIGNMENT_PHASE_LABELS[phase],
    lightLabel: LIGHT_LABELS[row.light],
    signedLate: signDueOn !== null && isSignedLate({ ...row, signDueOn }),
    completedLate: phase !== null && isCompletedLate({ ...row, phase }),
  };
}
