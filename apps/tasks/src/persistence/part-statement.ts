import { eventInsert, eventValues, type NewEvent } from '#messaging';
import type { Assignment, Report, TaskFrame } from '../domain/task.js';

/** Who changed it, and the answer to keep under the request's idempotency key where it has one. */
export interface KeptAnswer {
  accountId: string;
  key: string | null;
  requestHash: string;
  /** JSON */
  answer: string;
}

export interface PartWrite {
  /** After the change; its version is one more than that of the row it was made from. */
  task: Pick<TaskFrame, 'taskId' | 'version' | 'phase'>;
  assignment: Assignment;
  /** The report that is part of the change, if one is. */
  report: Report | null;
  changedAt: Date;
  lightBasis: string;
  kept: KeptAnswer;
  events: readonly NewEvent[];
}

/**
 * The change of one part in one round trip. Nothing is written when the task has another version by now. `written` reads
 * every other part of the statement, so that the event takes its position last, when nothing can make it wait any more.
 */
const TEXT = `WITH updated AS (
    UPDATE task SET version = $2, phase = $3 WHERE task_id = $1 AND version = $2 - 1 RETURNING task_id),
  moved AS (
    UPDATE assignment SET phase = $5, progress = $6, accepted_at = $7, last_reported_at = $8, yellow_from = $9, red_from = $10,
      light_basis = $11
    FROM updated WHERE assignment_id = $4 RETURNING 1),
  reported AS (
    INSERT INTO progress_report (report_id, assignment_id, task_version, reported_at, reported_by, progress, text, problems,
      next_steps, needs_coordination)
    SELECT $12, $4, $2, $13, $14, $6, $15, $16, $17, $18 FROM updated WHERE $12::uuid IS NOT NULL RETURNING 1),
  kept AS (
    INSERT INTO idempotency_key (account_id, key, request_hash, answer)
    SELECT $14, $19, $20, $21::jsonb FROM updated WHERE $19::text IS NOT NULL RETURNING 1),
  written AS (
    SELECT task_id FROM updated, (SELECT count(*) FROM moved) m, (SELECT count(*) FROM reported) r, (SELECT count(*) FROM kept) k)
  ${eventInsert({ from: 'written', firstParam: 22 })}`;

/** The prepared statement that writes the change; its `rowCount` is 0 when the task has another version by now. */
export function partStatement(write: PartWrite): { name: string; text: string; values: unknown[] } {
  const { task, assignment, report, changedAt, lightBasis, kept, events } = write;
  const { phase, progress, acceptedAt, lastReportedAt, yellowFrom, redFrom, assignmentId } = assignment;
  return {
    name: 'change-part',
    text: TEXT,
    // Grouped as the statement's parts read them.
    // prettier-ignore
    values: [
      task.taskId, task.version, task.phase,
      assignmentId, phase, progress, acceptedAt, lastReportedAt, yellowFrom, redFrom, lightBasis,
      report?.reportId ?? null, changedAt, kept.accountId, report?.text, report?.problems, report?.nextSteps, report?.needsCoordination,
      kept.key, kept.requestHash, kept.answer,
      ...eventValues(events),
    ],
  };
}
