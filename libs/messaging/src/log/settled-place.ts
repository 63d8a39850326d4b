import { setTimeout as pause } from 'node:timers/promises';
import type { Mark } from '../marks/mark.js';
import type { Queryable } from '../queryable.js';
import { SLOTS } from '../slots.js';
import { logTables, type LogName } from './log-address.js';
import { LogWriters } from './log-writers.js';

/** A place of a log below which nothing can be committed any more. */
export interface SettledPlace {
  /** Undefined while the log is empty. */
  last: { position: number; id: string } | undefined;
  /** The last event of each slot that has one, up to there. */
  marks: Mark[];
}

const PAUSE_MS = 50;

/**
 * The present end of a log. Waits until every transaction that may have taken a position below it has ended, so it does
 * not return while one is left open.
 */
export async function settledPlace(database: Queryable, log: LogName): Promise<SettledPlace> {
  const tables = logTables(log);
  const { rows: ends } = await database.query<{ position: number; id: string }>(
    `SELECT position, id FROM ${tables.log} ORDER BY position DESC LIMIT 1`,
  );
  const last = ends[0];
  const writers = new LogWriters(database, log);
  const before = await writers.list();
  while (await anyLeft(before, writers)) await pause(PAUSE_MS);
  const { rows: marks } = await database.query<Mark>(
    // One look into the index per slot: the whole log would take longer than a statement may.
    `SELECT e.slot, e.position, e.id AS "eventId", (SELECT epoch FROM ${tables.epoch}) AS epoch
     FROM generate_series(0, ${SLOTS - 1}) AS s (slot) CROSS JOIN LATERAL (
       SELECT slot, position, id FROM ${tables.log} WHERE slot = s.slot::smallint AND position <= $1
       ORDER BY position DESC LIMIT 1
     ) e`,
    [last?.position ?? 0],
  );
  return { last, marks };
}

async function anyLeft(before: ReadonlySet<string>, writers: LogWriters): Promise<boolean> {
  const now = await writers.list();
  return [...before].some((writer) => now.has(writer));
}
