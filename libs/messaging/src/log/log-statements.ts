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

const EVENT = `e.position, e.slot, e.id, e.type, e.version, e.aggregate_id AS "aggregateId",
  e.aggregate_version AS "aggregateVersion", e.occurred_at AS "occurredAt", e.actor, e.causation_id AS "causationId",
  e.correlation_id AS "correlationId", e.traceparent, e.data`;

type Reads = 'after' | 'slot' | 'compare' | 'missing' | 'behind';

/** The statements of one log. All of them read the epoch with the events, for a log may change its life between two. */
export function logStatements(name: LogName): Record<Reads, Statement> {
  const { log, epoch, floor, cursor } = logTables(name);
  // Follows from the log alone, so that every reader computes the same; below a place that is read, nothing changes.
  const previous = `
    LEFT JOIN LATERAL (
      SELECT p.position, p.id FROM ${log} p WHERE p.slot = e.slot AND p.position < e.position ORDER BY p.position DESC LIMIT 1
    ) p ON true
    LEFT JOIN ${floor} f ON f.slot = e.slot`;
  const prev = 'coalesce(p.position, f.position, 0) AS prev, coalesce(p.id, f.event_id) AS "prevId"';
  const holds = (slot: string, position: string, id: string) => `(
    EXISTS (SELECT FROM ${log} WHERE position = ${position} AND id = ${id})
    OR EXISTS (SELECT FROM ${floor} WHERE slot = ${slot} AND position = ${position} AND event_id = ${id})
    OR ${position} = 0 AND NOT EXISTS (SELECT FROM ${floor} WHERE slot = ${slot}))`;

  return {
    after: {
      name: `${name.schema}-after`,
      text: `
        SELECT h.epoch, h.known, ${EVENT}, ${prev}
        FROM (
          SELECT epoch, $1::bigint = 0 OR EXISTS (SELECT FROM ${log} WHERE position = $1 AND id = $2::uuid)
            OR $1 <= (SELECT coalesce(max(position), 0) FROM ${floor}) AS known
          FROM ${epoch}
        ) h
        LEFT JOIN LATERAL (SELECT * FROM ${log} WHERE position > $1 ORDER BY position LIMIT $3) e ON true
        ${previous}
        ORDER BY e.position`,
    },
    slot: {
      name: `${name.schema}-slot`,
      text: `
        SELECT h.*, ${EVENT}, ${prev}
        FROM (
          SELECT epoch, cursor, ${holds('$1::smallint', '$2::bigint', '$3::uuid')} AS "holdsMark",
            $4::bigint IS NULL OR ${holds('$1::smallint', '$4::bigint', '$5::uuid')} AS "holdsBound"
          FROM ${epoch} CROSS JOIN ${cursor}
        ) h
        LEFT JOIN LATERAL (
          SELECT * FROM ${log} WHERE slot = $1 AND position > $2 AND position <= coalesce($4, h.cursor)
          ORDER BY position LIMIT $6
        ) e ON true
        ${previous}
        ORDER BY e.position`,
    },
    compare: {
      name: `${name.schema}-compare`,
      text: `
        SELECT m.slot, h.epoch, ${holds('m.slot', 'm.position', 'm.id')} AS "holdsMark", coalesce(l.position, 0) AS last
        FROM unnest($1::smallint[], $2::bigint[], $3::uuid[]) AS m (slot, position, id)
        CROSS JOIN (SELECT epoch, cursor FROM ${epoch} CROSS JOIN ${cursor}) h
        LEFT JOIN LATERAL (
          SELECT position FROM ${log} WHERE slot = m.slot AND position <= h.cursor ORDER BY position DESC LIMIT 1
        ) l ON true`,
    },
    missing: {
      text: `
        SELECT m.id FROM unnest($1::bigint[], $2::uuid[]) AS m (position, id)
        WHERE NOT EXISTS (SELECT FROM ${log} e WHERE e.position = m.position AND e.id = m.id)
          AND m.position > (SELECT coalesce(max(position), 0) FROM ${floor})`,
    },
    behind: {
      name: `${name.schema}-behind`,
      // An id begins with the milliseconds at which it was made (UUIDv7).
      text: `
        SELECT count(*) AS events, min(e.id::text) AS oldest
        FROM unnest($1::smallint[], $2::bigint[]) AS m (slot, position)
        JOIN ${log} e ON e.slot = m.slot AND e.position > m.position`,
    },
  };
}
