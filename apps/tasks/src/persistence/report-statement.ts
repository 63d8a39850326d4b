import { eventInsert, eventValues, type NewEvent } from '#messaging';
import type { Assignment, Report, TaskFrame } from '../domain/task.js';

/** Who reports, and the answer to keep under the request's idempotency key where it has one. */
export interface KeptAnswer {
  accountId: string;
  key: string | null;
  requestHash: string;
  /** JSON */
  answer: string;
}

export interface ReportWrite {
  /** After the report; its version is one more than that of the row it was made from. */
  task: Pick<TaskFrame, 'taskId' | 'version' | 'phase'>;
  assignment: Assignment;
  report: Report;
  reportedAt: Date;
  lightBasis: string;
  kept: KeptAnswer;
  events: readonly NewEvent[];
}

/**
 * A progress report in one round trip. Nothing is written when the task has another version by now. `written` reads
 * every other part, so that the event takes its position last, when nothing can make it wait any more.
 */
const TEXT = `WITH updated AS (
    UPDATE task SET version = $2, phase = $3 WHERE task_id = $1 AND version = $2 - 1 RETURNING task_id),
  moved AS (
    UPDATE assignment SET phase = $5, progress = $6, last_reported_at = $7, yellow_from = $8, red_from = $9, light_basis = $10
    FROM updated WHERE assignment_id = $4 RETURNING 1),
  reported AS (
    INSERT INTO progress_report (report_id, assignment_id, task_version, reported_at, reported_by, progress, text, problems,
      next_steps, needs_coordination)
    SELECT $11, $4, $2, $7, $12, $6, $13, $14, $15, $16 FROM updated RETURNING 1),
  kept AS (
    INSERT INTO idempotency_key (account_id, key, request_hash, answer)
    SELECT $12, $17, $18, $19::jsonb FROM updated WHERE $17::text IS NOT NULL RETURNING 1),
  written AS (
    SELECT task_id FROM updated, (SELECT count(*) FROM moved) m, (SELECT count(*) FROM reported) r, (SELECT count(*) FROM kept) k)
  ${eventInsert({ from: 'written', firstParam: 20 })}`;

/** The prepared statement that writes a report; its `rowCount` is 0 when the task has another version by now. */
export function reportStatement(write: ReportWrite): { name: string; text: string; values: unknown[] } {
  const { task, assignment, report, reportedAt, lightBasis, kept, events } = write;
  const { phase, progress, yellowFrom, redFrom, assignmentId } = assignment;
  return {
    name: 'report-progress',
    text: TEXT,
    // Grouped as the statement's parts read them.
    // prettier-ignore
    values: [
      task.taskId, task.version, task.phase,
      assignmentId, phase, progress, reportedAt, yellowFrom, redFrom, lightBasis,
      report.reportId, kept.accountId, report.text, report.problems, report.nextSteps, report.needsCoordination,
      kept.key, kept.requestHash, kept.answer,
      ...eventValues(events),
    ],
  };
}
