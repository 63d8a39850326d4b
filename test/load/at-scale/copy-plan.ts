import type pg from 'pg';
import { inTransaction, type Queryable } from '#messaging';
import { COUNT_TABLES, COUNTED_CHANGE, moveCounts } from '../../../apps/tasks/src/persistence/cockpit-counts.js';
import { copiedId, prefixes } from './template-ids.js';

/** A plan that the product's own rules made, with all that hangs on it in every service. */
export interface Template {
  /** From 0: which ids are its own. */
  number: number;
  planId: string;
  /** The first and the last event of it. */
  first: number;
  last: number;
}

/** Tables that hold rows of a plan, and the ids in them that are the plan's own: its rows are found by the first. */
const TABLES = [
  ['tasks.plan', ['plan_id']],
  ['tasks.task', ['task_id', 'plan_id']],
  ['tasks.assignment', ['assignment_id', 'task_id', 'plan_id']],
  ['tasks.progress_report', ['report_id', 'assignment_id']],
  ['tasks.cockpit_assignment', ['assignment_id', 'task_id', 'plan_id']],
  ['assessment.known_plan', ['plan_id']],
  ['assessment.known_task', ['task_id', 'plan_id']],
  ['assessment.assignment_record', ['assignment_id', 'event_id', 'task_id']],
  ['assessment.assignment_standing', ['assignment_id', 'plan_id']],
  ['notifications.watched_plan', ['plan_id']],
  ['notifications.watched_task', ['task_id', 'plan_id']],
  ['notifications.watched_assignment', ['assignment_id', 'task_id']],
  ['notifications.timetable_entry', ['assignment_id', 'task_id']],
] as const satisfies readonly [string, readonly string[]][];

const COUNTED = 'tasks.cockpit_assignment' satisfies (typeof TABLES)[number][0];

/** How the document number of a template ends, and that of its copy. */
const ending = (copy: number): string => `-${copy}号`;

/**
 * Copies a plan with new ids: rows of all services and its events, in the order of the log, with the consumers' marks moved
 * behind them, in one transaction. What comes out is what the services would have made of the copied events; a rebuild of
 * any projection gives the same rows.
 * @param pool of an administrator; the product must not run
 */
export async function copyPlan(pool: pg.Pool, template: Template, copy: number): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await tx.query('SET LOCAL search_path = tasks'); // as the product's statements expect it
    for (const [table, ids] of TABLES) await copyRows(tx, table, ids, template, copy);
    await copyEvents(tx, template, copy);
    for (const service of ['tasks', 'assessment', 'notifications']) await moveMarks(tx, service);
  });
}

async function copyRows(
  tx: Queryable,
  table: string,
  ids: readonly string[],
  { number }: Template,
  copy: number,
): Promise<void> {
  const { rows } = await tx.query<{ column: string }>(
    `SELECT attname AS column FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
    [table],
  );
  const columns = rows.map(({ column }) => column);
  const valueOf = (column: string): string => {
    if (ids.includes(column)) return copiedId(column, copy);
    return column === 'document_number' ? `replace(${column}, '${ending(0)}', '${ending(copy)}')` : column;
  };
  const [prefix] = prefixes(number, copy);
  const insert = `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.map(valueOf).join(', ')} FROM ${table}
    WHERE ${ids[0]} BETWEEN '${prefix}0000-0000-0000-000000000000' AND '${prefix}ffff-ffff-ffff-ffffffffffff' ORDER BY ${ids[0]}`;
  await tx.query(table === COUNTED ? counting(insert) : insert);
}

/** The product's own statement: counts by unit are of many plans together, and cannot be copied with one. */
function counting(insert: string): string {
  return `WITH copied AS (${insert} RETURNING ${COUNTED_CHANGE}) ${moveCounts(COUNT_TABLES, ['copied'])}`;
}

async function copyEvents(tx: Queryable, { number, planId, first, last }: Template, copy: number): Promise<void> {
  const text = `CASE WHEN aggregate_id = $1 THEN replace(data::text, $2, $3) ELSE data::text END`;
  await tx.query(
    `INSERT INTO tasks.event_log (slot, id, type, version, aggregate_id, aggregate_version, occurred_at, actor, causation_id,
       correlation_id, traceparent, data)
     SELECT slot, ${copiedId('id', copy)}, type, version, ${copiedId('aggregate_id', copy)}, aggregate_version,
       occurred_at, actor, causation_id, correlation_id, traceparent, replace(${text}, $4, $5)::json
     FROM tasks.event_log WHERE position BETWEEN $6 AND $7 ORDER BY position`,
    [planId, ending(0), ending(copy), ...prefixes(number, copy), first, last],
  );
}

/** The consumers' tables have the copied events: their marks say so. */
async function moveMarks(tx: Queryable, service: string): Promise<void> {
  const active = `(projection, generation) IN (SELECT projection, generation FROM ${service}.projection_generation WHERE source = 'tasks' AND state = 'active')`;
  await tx.query(
    `UPDATE ${service}.projection_mark m SET position = e.position, event_id = e.id
     FROM generate_series(0, 63) s CROSS JOIN LATERAL (
       SELECT position, id FROM tasks.event_log WHERE slot = s ORDER BY position DESC LIMIT 1) e
     WHERE m.slot = s AND ${active}`,
  );
  await tx.query(
    `UPDATE ${service}.projection_scan SET position = e.position, event_id = e.id
     FROM (SELECT position, id FROM tasks.event_log ORDER BY position DESC LIMIT 1) e WHERE ${active}`,
  );
}

/** The templates that are written so far, by the document numbers of `templateNumbers`, in their order. */
export async function templatesOf(on: Queryable, numbers: readonly string[]): Promise<Template[]> {
  const { rows } = await on.query<Omit<Template, 'number'> & { no: string }>(
    `SELECT p.document_number AS no, p.plan_id AS "planId", e.position AS first,
       coalesce((SELECT min(next.position) - 1 FROM tasks.event_log next
         WHERE next.type = 'tasks.plan-registered' AND next.position > e.position), (SELECT max(position) FROM tasks.event_log)) AS last
     FROM tasks.plan p JOIN tasks.event_log e ON e.aggregate_id = p.plan_id AND e.aggregate_version = 1
     WHERE p.document_number = ANY ($1)`,
    [numbers],
  );
  return rows.map(({ no, ...template }) => ({ ...template, number: numbers.indexOf(no) }));
}
