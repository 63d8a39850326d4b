import type { LocalDate } from '#kernel';
import type { Queryable } from '#messaging';
import type { AssignmentRecord } from '../domain/scoring/assignment-record.js';

/** Everything that happened to assignments of `unitIds` until the end of `asOf`, in the plans that `officeIds` run; null: in all. */
export async function recordsOf(
  on: Queryable,
  unitIds: readonly string[],
  asOf: LocalDate,
  officeIds: readonly string[] | null,
): Promise<AssignmentRecord[]> {
  const { rows } = await on.query<AssignmentRecord>(
    {
      name: 'assignment-records',
      text: `SELECT event_id AS "eventId", kind, task_id AS "taskId", assignment_id AS "assignmentId", unit_id AS "unitId",
          task_version AS "taskVersion", on_day AS "on", sign_due_on AS "signDueOn", deadline
        FROM assignment_record
        WHERE unit_id = ANY ($1::uuid[]) AND on_day <= $2
          AND ($3::uuid[] IS NULL OR task_id IN (
            SELECT t.task_id FROM known_task t JOIN known_plan p USING (plan_id) WHERE p.office_unit_id = ANY ($3)))`,
    },
    [unitIds, asOf, officeIds],
  );
  return rows;
}

export interface KnownTask {
  taskId: string;
  no: string;
  title: string;
}

/** Number and title of those of `taskIds` that are known. */
export async function tasksById(on: Queryable, taskIds: readonly string[]): Promise<Map<string, KnownTask>> {
  const { rows } = await on.query<KnownTask>(
    {
      name: 'known-tasks',
      text: 'SELECT task_id AS "taskId", no, title FROM known_task WHERE task_id = ANY ($1::uuid[])',
    },
    [taskIds],
  );
  return new Map(rows.map((task) => [task.taskId, task]));
}
