import type { Queryable } from '#messaging';
import type { ReportView, TaskView } from './task.view.js';
import { isoInstant } from '../persistence/columns.js';

/** Columns of a report `r` of assignment `a` as `ReportView`. */
export const REPORT_JSON = `json_build_object('reportId', r.report_id, 'assignmentId', r.assignment_id, 'unitId', a.unit_id,
  'reportedAt', ${isoInstant('r.reported_at')}, 'progress', r.progress, 'text', r.text, 'problems', r.problems,
  'nextSteps', r.next_steps, 'needsCoordination', r.needs_coordination)`;

/** The last report of assignment `a`, as a lateral `FROM` item `r`; absent where nothing was reported. */
export const LAST_REPORT = `LATERAL (SELECT * FROM progress_report latest WHERE latest.assignment_id = a.assignment_id
  ORDER BY latest.task_version DESC LIMIT 1) r`;

/** The last report of each assignment of a task, by assignment. */
export async function lastReportsOf(on: Queryable, taskId: string): Promise<Map<string, ReportView>> {
  const text = `SELECT ${REPORT_JSON} AS report FROM assignment a CROSS JOIN ${LAST_REPORT} WHERE a.task_id = $1`;
  const { rows } = await on.query<{ report: ReportView }>(text, [taskId]);
  return new Map(rows.map(({ report }) => [report.assignmentId, report]));
}

/** Every deadline that a task or one of its units had after the issue, the first change first. */
export async function deadlineChangesOf(on: Queryable, taskId: string): Promise<TaskView['deadlineChanges']> {
  const text = `SELECT unit_id AS "unitId", previous_deadline AS "previousDeadline", deadline, reason, ${isoInstant('changed_at')} AS "changedAt"
    FROM deadline_change WHERE task_id = $1 ORDER BY task_version`;
  const { rows } = await on.query<TaskView['deadlineChanges'][number]>(text, [taskId]);
  return rows;
}
