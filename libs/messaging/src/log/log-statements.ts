import type { Statement } from '../queryable.js';
import { logTables, type LogName } from './log-address.js';

/** A row of a read; its event columns are null when the log shows no event. */
export interface EventRow {
  epoch: string;
  position: number;
  slot: number;
  id: string;
  type: string;
  version: number;
  aggregateId: string;
  aggregateVersion: number;
  occurredAt: Date;
  actor: string;
  causationId: string | null;
  correlationId: string | null;
  traceparent: string | null;
  data: unknown;
  prev: number;
  prevId: string | null;
}

type Tables = ReturnType<typeof logTables>;

const EVENT = `e.position, e.slot, e.id, e.type, e.version, e.aggregate_id AS "aggregateId",
  e.aggregate_version AS "aggregateVersion", e.occurred_at AS "occurredAt", e.actor, e.causation_id AS "causationId",
  e.correlation_id AS "correlationId", e.traceparent, e.data,
  coalesce(p.position, f.position, 0) AS prev, coalesce(p.id, f.event_id) AS "prevId"`;

/** The statements of one log. All of them read the epoch with the events, for a log may change its life between two. */
const LOG_STATEMENTS = { after, slot, compare, missing, behind } as const satisfies Record<
  string,
  (tables: Tables) => string
>;

/** Prepared once per connection, under a name of the log's own. */
export function logStatements(name: LogName): Record<keyof typeof LOG_STATEMENTS, Statement> {
  const tables = logTables(name);
  const statement = (key: keyof typeof LOG_STATEMENTS): Statement => ({
    name: `${name.schema}-${key}`,
    text: LOG_STATEMENTS[key](tables),
  });
  return {
    after: statement('after'),
    slot: statement('slot'),
    compare: statement('compare'),
    missing: statement('missing'),
    behind: statement('behind'),
  };
}

/** The event before `e` in its slot: follows from the log alone, so that every reader computes the same. */
function previous({ log, floor }: Tables): string {
  return `
    LEFT JOIN LATERAL (
      SELECT p.position, p.id FROM ${log} p WHERE p.slot = e.slot AND p.position < e.position ORDER BY p.position DESC LIMIT 1
    ) p ON true
    LEFT JOIN ${floor} f ON f.slot = e.slot`;
}

/**
 * Whether the log holds an event of a slot at a position, or cut it off as the last one there. A scalar, because for an
 * `EXISTS` of many positions the planner would read the whole log into a hash.
 */
function holds({ log, floor }: Tables, of: string, position: string, id: string): string {
  return `(
    (SELECT true FROM ${log} WHERE position = ${position} AND id = ${id}) IS TRUE
    OR EXISTS (SELECT FROM ${floor} WHERE slot = ${of} AND position = ${position} AND event_id = ${id})
    OR ${position} = 0 AND NOT EXISTS (SELECT FROM ${floor} WHERE slot = ${of}))`;
}

function after(tables: Tables): string {
  const { log, epoch, floor } = tables;
  return `
    SELECT h.epoch, h.known, ${EVENT}
    FROM (
      SELECT epoch, $1::bigint = 0 OR EXISTS (SELECT FROM ${log} WHERE position = $1 AND id = $2::uuid)
        OR $1 <= (SELECT coalesce(max(position), 0) FROM ${floor}) AS known
      FROM ${epoch}
    ) h
    LEFT JOIN LATERAL (SELECT * FROM ${log} WHERE position > $1 ORDER BY position LIMIT $3) e ON true
    ${previous(tables)}
    ORDER BY e.position`;
}

function slot(tables: Tables): string {
  const { log, epoch, cursor } = tables;
  return `
    SELECT h.*, ${EVENT}
    FROM (
      SELECT epoch, cursor, ${holds(tables, '$1::smallint', '$2::bigint', '$3::uuid')} AS "holdsMark",
        $4::bigint IS NULL OR ${holds(tables, '$1::smallint', '$4::bigint', '$5::uuid')} AS "holdsBound"
      FROM ${epoch} CROSS JOIN ${cursor}
    ) h
    LEFT JOIN LATERAL (
      SELECT * FROM ${log} WHERE slot = $1 AND position > $2 AND position <= coalesce($4, h.cursor)
      ORDER BY position LIMIT $6
    ) e ON true
    ${previous(tables)}
    ORDER BY e.position`;
}

function compare(tables: Tables): string {
  const { log, epoch, cursor } = tables;
  return `
    SELECT m.slot, h.epoch, ${holds(tables, 'm.slot', 'm.position', 'm.id')} AS "holdsMark",
      coalesce(l.position, 0) AS last
    FROM unnest($1::smallint[], $2::bigint[], $3::uuid[]) AS m (slot, position, id)
    CROSS JOIN (SELECT epoch, cursor FROM ${epoch} CROSS JOIN ${cursor}) h
    LEFT JOIN LATERAL (
      SELECT position FROM ${log} WHERE slot = m.slot AND position <= h.cursor ORDER BY position DESC LIMIT 1
    ) l ON true`;
}

function missing({ log, floor }: Tables): string {
  return `
    SELECT m.id FROM unnest($1::bigint[], $2::uuid[]) AS m (position, id)
    WHERE NOT EXISTS (SELECT FROM ${log} e WHERE e.position = m.position AND e.id = m.id)
      AND m.position > (SELECT coalesce(max(position), 0) FROM ${floor})`;
}

/**
 * Counts in the index alone and no further than `$3` per slot: every scrape of the metrics asks, also while millions wait.
 * An id begins with the milliseconds at which it was made (UUIDv7), so the least one is the oldest.
 */
function behind({ log }: Tables): string {
  const waiting = (columns: string, limit: string) => `
    SELECT ${columns} FROM ${log} e WHERE e.slot = m.slot AND e.position > m.position ORDER BY e.position LIMIT ${limit}`;
  return `
    SELECT coalesce(sum(counted.events), 0)::bigint AS events, min(first.id::text) AS oldest,
      coalesce(bool_or(counted.events = $3), false) AS "atLeast"
    FROM unnest($1::smallint[], $2::bigint[]) AS m (slot, position)
    CROSS JOIN LATERAL (SELECT count(*) AS events FROM (${waiting('', '$3')}) e) counted
    LEFT JOIN LATERAL (${waiting('e.id', '1')}) first ON true`;
}
