import type { LocalDate } from '#kernel';
import type { Queryable } from '#messaging';
import type { AssignmentRecord } from '../domain/scoring/assignment-record.js';

/** The columns of `assignment_record` r as an `AssignmentRecord`. */
export const RECORD_COLUMNS = `r.event_id AS "eventId", r.kind, r.task_id AS "taskId", r.assignment_id AS "assignmentId",
  r.unit_id AS "unitId", r.task_version AS "taskVersion", r.on_day AS "on", r.sign_due_on AS "signDueOn", r.deadline`;

/** Whose records are read, and which. */
export interface RecordsQuery {
  unitIds: readonly string[];
  /** Assignments that may count to it: by one of their deadlines, or because they had none. */
  year: number;
  /** The last day of which something is read. */
  asOf: LocalDate;
  /** The offices of whose plans; null: of all. */
  officeIds: readonly string[] | null;
}

/**
 * Everything that happened to the assignments of some units that may count to a year, until the end of a day. The office is
 * looked up for each of these: as a list of its tasks it would be read whole, for a single unit too.
 */
export async function recordsOf(
  on: Queryable,
  { unitIds, year, asOf, officeIds }: RecordsQuery,
): Promise<AssignmentRecord[]> {
  const { rows } = await on.query<AssignmentRecord>(
    {
      name: 'assignment-records',
      text: `WITH of_units AS MATERIALIZED (SELECT * FROM assignment_record WHERE unit_id = ANY ($1::uuid[]) AND on_day <= $2),
          of_year AS MATERIALIZED (
            SELECT DISTINCT assignment_id, task_id FROM of_units WHERE deadline IS NULL OR deadline BETWEEN $4 AND $5),
          counted AS MATERIALIZED (
            SELECT assignment_id FROM of_year y WHERE $3::uuid[] IS NULL OR (
              SELECT p.office_unit_id FROM known_task t JOIN known_plan p USING (plan_id) WHERE t.task_id = y.task_id) = ANY ($3))
        SELECT ${RECORD_COLUMNS} FROM of_units r JOIN counted USING (assignment_id)`,
    },
    [unitIds, asOf, officeIds, `${year}-01-01`, `${year}-12-31`],
  );
  return rows;
}

/** Everything that happened to some assignments until the end of a day. */
export async function recordsOfAssignments(
  on: Queryable,
  assignmentIds: readonly string[],
  asOf: LocalDate,
): Promise<AssignmentRecord[]> {
  const { rows } = await on.query<AssignmentRecord>(
    {
      name: 'records-of-assignments',
      text: `SELECT ${RECORD_COLUMNS} FROM assignment_record r WHERE assignment_id = ANY ($1::uuid[]) AND on_day <= $2`,
    },
    [assignmentIds, asOf],
  );
  return rows;
}

/** Whether a unit was ever given anything, in the plans that `officeIds` run; null: in any. */
export async function hasRecords(on: Queryable, unitId: string, officeIds: readonly string[] | null): Promise<boolean> {
  const { rows } = await on.query(
    `SELECT FROM assignment_record r LEFT JOIN known_task t USING (task_id) LEFT JOIN known_plan p USING (plan_id)
     WHERE r.unit_id = $1 AND ($2::uuid[] IS NULL OR p.office_unit_id = ANY ($2)) LIMIT 1`,
    [unitId, officeIds],
  );
  return rows.length > 0;
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
