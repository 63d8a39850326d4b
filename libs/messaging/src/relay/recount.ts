import type { Queryable } from '../queryable.js';

/** One statement, so that cursor, counts and log are of one moment. Index-only on (slot, position). */
const RECOUNT = `
  SELECT s.slot - 1 AS slot, s.sent, coalesce(l.held, 0) + coalesce(f.cut, 0) AS held
  FROM relay_cursor c
  CROSS JOIN unnest(c.sent) WITH ORDINALITY AS s(sent, slot)
  LEFT JOIN (
    SELECT e.slot, count(*) AS held FROM event_log e WHERE e.position <= (SELECT cursor FROM relay_cursor) GROUP BY e.slot
  ) l ON l.slot = s.slot - 1
  LEFT JOIN (SELECT slot, events AS cut FROM event_log_floor) f ON f.slot = s.slot - 1
  WHERE s.sent <> coalesce(l.held, 0) + coalesce(f.cut, 0)
  ORDER BY 1`;

/** A slot of which the relay sent another number of events than the log holds up to the cursor. */
export interface MiscountedSlot {
  slot: number;
  sent: number;
  held: number;
}

/**
 * Counts per slot what the log holds up to the cursor against what was sent. A difference means that the tailer passed an
 * event that committed later, or that somebody moved the cursor by hand: consumers find such events by themselves in
 * the log, but the reason must be found by people.
 */
export async function recount(database: Queryable): Promise<MiscountedSlot[]> {
  return (await database.query<MiscountedSlot>(RECOUNT)).rows;
}
