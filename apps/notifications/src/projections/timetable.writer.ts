import { instantOf } from '#kernel';
import type { ProjectionContext } from '#messaging';
import { plainArray } from '#platform';
import type { AssignmentTimetable, TimetableEntry } from '../domain/timetable.js';
import type { Basis } from '../persistence/basis.js';

/** What a batch says of the timetable. */
export interface Restated {
  assignments: readonly AssignmentTimetable[];
  /** Assignments that earlier batches told of: of all others the timetable holds no row. */
  watched: ReadonlySet<string>;
  basis: Basis;
}

// Names make the statements prepared; they hold the table, because a rebuild writes to a copy with another name.

const supersedeIn = (table: string) => ({
  name: `supersede ${table}`,
  text: `
    UPDATE ${table} e SET state = 'SUPERSEDED', state_reason = c.reason
    FROM unnest($1::uuid[], $2::text[], $3::date[], $4::text[]) AS c (assignment_id, rule, anchor_on, reason)
    WHERE e.assignment_id = c.assignment_id AND e.rule = c.rule AND e.anchor_on IS DISTINCT FROM c.anchor_on
      AND e.state <> 'SUPERSEDED'`,
});

const COLUMNS = `assignment_id, rule, anchor_on, task_id, unit_id, due_on, due_at, moved_because, state, state_reason, planned_on`;

/**
 * Rows of assignments that are new: nothing to look for, nothing to be in conflict with. An issue brings tens of thousands
 * of them with the same few dates, so what they have in common travels once (`alike`).
 */
const planIn = (table: string) => ({
  name: `plan ${table}`,
  text: `
    INSERT INTO ${table} (${COLUMNS}, basis)
    SELECT a.assignment_id, r.rule, r.anchor_on, a.task_id, a.unit_id, r.due_on, r.due_at, r.moved_because, r.state,
      r.state_reason, r.planned_on, $6
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::integer[]) AS a (assignment_id, task_id, unit_id, alike)
    JOIN json_to_recordset($5::json) AS r (alike integer, rule text, anchor_on date, due_on date, due_at timestamptz,
      moved_because text, state text, state_reason text, planned_on date) USING (alike)`,
});

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

/** Writes what a batch says: new assignments at once, the others row by row as they differ. */
export async function writeTimetable(
  context: ProjectionContext,
  { assignments, watched, basis }: Restated,
): Promise<void> {
  const table = context.table('timetable_entry');
  const known = assignments.filter(({ assignmentId }) => watched.has(assignmentId));
  const fresh = assignments.filter(({ assignmentId }) => !watched.has(assignmentId));
  await Promise.all([
    known.length > 0 && restateEntries(context, table, known, basis),
    fresh.length > 0 && planEntries(context, table, fresh, basis),
  ]);
}

function planEntries(
  context: ProjectionContext,
  table: string,
  fresh: readonly AssignmentTimetable[],
  basis: Basis,
): Promise<unknown> {
  const groups = [...Map.groupBy(fresh, ({ entries }) => entries.map(commonOf).join()).values()];
  const alike = groups.flatMap(([first], group) => first?.entries.map((entry) => rowOf(entry, group, basis)) ?? []);
  const rows = groups.flat();
  return context.query(planIn(table), [
    plainArray(rows.map(({ assignmentId }) => assignmentId)),
    plainArray(rows.map(({ taskId }) => taskId)),
    plainArray(rows.map(({ unitId }) => unitId)),
    plainArray(groups.flatMap((members, group) => members.map(() => group))),
    JSON.stringify(alike),
    basis.stamp,
  ]);
}

/** All of an entry that does not name its assignment; the due date follows from rule and anchor. */
function commonOf({ rule, anchorOn, state, stateReason, plannedOn }: TimetableEntry): string {
  return `${rule} ${anchorOn} ${plannedOn} ${state} ${stateReason}`;
}

function rowOf(entry: TimetableEntry, alike: number, { time }: Basis): Record<string, unknown> {
  return {
    alike,
    rule: entry.rule,
    anchor_on: entry.anchorOn,
    due_on: entry.dueOn,
    due_at: instantOf(entry.dueOn, time),
    moved_because: entry.movedBecause,
    state: entry.state,
    state_reason: entry.stateReason,
    planned_on: entry.plannedOn,
  };
}

/**
 * Supersedes rows whose anchor was moved, then writes the rows of the batch. The due date of a row that exists stays:
 * a new calendar moves it in the sweep, with its reason.
 */
async function restateEntries(
  context: ProjectionContext,
  table: string,
  known: readonly AssignmentTimetable[],
  basis: Basis,
): Promise<void> {
  const anchorChanges = known.flatMap((assignment) => assignment.anchorChanges);
  const entries = known.flatMap((assignment) => assignment.entries);
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
