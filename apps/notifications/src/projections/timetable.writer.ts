import type { AssignmentState, PlanState, TaskState } from '#contracts';
import { instantOf } from '#kernel';
import type { ProjectionContext } from '#messaging';
import type { TimetableFold } from '../domain/timetable.js';
import type { Basis } from '../persistence/basis.js';

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

const supersedeIn = (table: string) => ({
  name: `supersede ${table}`,
  text: `
    UPDATE ${table} e SET state = 'SUPERSEDED', state_reason = c.reason
    FROM unnest($1::uuid[], $2::text[], $3::date[], $4::text[]) AS c (assignment_id, rule, anchor_on, reason)
    WHERE e.assignment_id = c.assignment_id AND e.rule = c.rule AND e.anchor_on IS DISTINCT FROM c.anchor_on
      AND e.state <> 'SUPERSEDED'`,
});

const COLUMNS = `assignment_id, rule, anchor_on, task_id, unit_id, due_on, due_at, moved_because, state, state_reason, planned_on`;

/** Rows that are as the batch has them are left out, so that a progress report locks and writes none. */
const writeEntriesTo = (table: string) => ({
  name: `write ${table}`,
  text: `
    INSERT INTO ${table} (${COLUMNS}, basis)
    SELECT n.*, $12 FROM unnest($1::uuid[], $2::text[], $3::date[], $4::uuid[], $5::uuid[], $6::date[], $7::timestamptz[],
      $8::text[], $9::text[], $10::text[], $11::date[]) AS n (${COLUMNS})
    WHERE NOT EXISTS (SELECT FROM ${table} e WHERE e.assignment_id = n.assignment_id AND e.rule = n.rule
      AND e.anchor_on = n.anchor_on AND e.state = n.state AND e.state_reason = n.state_reason)
    ORDER BY 1, 2, 3
    ON CONFLICT (assignment_id, rule, anchor_on) DO UPDATE
      SET state = excluded.state, state_reason = excluded.state_reason, planned_on = excluded.planned_on`,
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

/**
 * Supersedes rows whose anchor was moved, then writes the rows of the batch. The due date of a row that exists stays:
 * a new calendar moves it in the sweep, with its reason.
 */
export async function writeEntries(context: ProjectionContext, fold: TimetableFold, basis: Basis): Promise<void> {
  const { anchorChanges, entries } = fold;
  if (anchorChanges.length === 0) return;
  const table = context.table('timetable_entry');
  const superseded = context.query(supersedeIn(table), [
    anchorChanges.map(({ assignmentId }) => assignmentId),
    anchorChanges.map(({ rule }) => rule),
    anchorChanges.map(({ anchorOn }) => anchorOn),
    anchorChanges.map(({ reason }) => reason),
  ]);
  const written = context.query(writeEntriesTo(table), [
    entries.map(({ assignmentId }) => assignmentId),
    entries.map(({ rule }) => rule),
    entries.map(({ anchorOn }) => anchorOn),
    entries.map(({ taskId }) => taskId),
    entries.map(({ unitId }) => unitId),
    entries.map(({ dueOn }) => dueOn),
    entries.map(({ dueOn }) => instantOf(dueOn, basis.time)),
    entries.map(({ movedBecause }) => movedBecause),
    entries.map(({ state }) => state),
    entries.map(({ stateReason }) => stateReason),
    entries.map(({ plannedOn }) => plannedOn),
    basis.stamp,
  ]);
  await Promise.all([superseded, written]);
}
