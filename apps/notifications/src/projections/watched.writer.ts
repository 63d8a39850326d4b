import type { AssignmentState, PlanState, TaskState } from '#contracts';
import type { ProjectionContext } from '#messaging';

// Names make the statements prepared; they hold the table, because a rebuild writes to a copy with another name.

const writePlansTo = (table: string) => ({
  name: `write ${table}`,
  text: `
    INSERT INTO ${table} (plan_id, office_unit_id)
    SELECT * FROM unnest($1::uuid[], $2::uuid[]) ORDER BY 1
    ON CONFLICT (plan_id) DO UPDATE SET office_unit_id = excluded.office_unit_id`,
});

const writeTasksTo = (table: string) => ({
  name: `write ${table}`,
  text: `
    INSERT INTO ${table} (task_id, plan_id, no, title)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) ORDER BY 1
    ON CONFLICT (task_id) DO UPDATE SET plan_id = excluded.plan_id, no = excluded.no, title = excluded.title`,
});

const writeAssignmentsTo = (table: string) => ({
  name: `write ${table}`,
  text: `
    INSERT INTO ${table} (assignment_id, task_id, phase, progress)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::smallint[]) ORDER BY 1
    ON CONFLICT (assignment_id) DO UPDATE SET phase = excluded.phase, progress = excluded.progress`,
});

const watchedIn = (table: string) => ({
  name: `watched in ${table}`,
  text: `SELECT assignment_id AS id FROM ${table} WHERE assignment_id = ANY ($1::uuid[])`,
});

/** Upserts which office runs the plans. */
export async function writePlans(context: ProjectionContext, plans: readonly PlanState[]): Promise<void> {
  if (plans.length === 0) return;
  await context.query(writePlansTo(context.table('watched_plan')), [
    plans.map(({ planId }) => planId),
    plans.map(({ officeUnitId }) => officeUnitId),
  ]);
}

/** Upserts what the lists call the tasks. */
export async function writeTasks(context: ProjectionContext, tasks: readonly TaskState[]): Promise<void> {
  if (tasks.length === 0) return;
  await context.query(writeTasksTo(context.table('watched_task')), [
    tasks.map(({ taskId }) => taskId),
    tasks.map(({ planId }) => planId),
    tasks.map(({ no }) => no),
    tasks.map(({ title }) => title),
  ]);
}

/** Upserts where the assignments stand. */
export async function writeAssignments(
  context: ProjectionContext,
  seen: readonly { taskId: string; assignment: AssignmentState }[],
): Promise<void> {
  if (seen.length === 0) return;
  await context.query(writeAssignmentsTo(context.table('watched_assignment')), [
    seen.map(({ assignment }) => assignment.assignmentId),
    seen.map(({ taskId }) => taskId),
    seen.map(({ assignment }) => assignment.phase),
    seen.map(({ assignment }) => assignment.progress),
  ]);
}

/** Which of the assignments earlier batches have told of. */
export async function watchedAmong(
  context: ProjectionContext,
  assignmentIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await context.query<{ id: string }>(watchedIn(context.table('watched_assignment')), [assignmentIds]);
  return new Set(rows.map(({ id }) => id));
}
