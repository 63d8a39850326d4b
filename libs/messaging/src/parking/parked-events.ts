import type { LogEvent } from '../log-event.js';
import { present } from '../present.js';
import type { Queryable } from '../queryable.js';

const OF = 'projection = $1 AND generation = $2';

/** An event to set aside: with why, or null when it only waits behind an earlier one of its key. */
export interface ToPark {
  event: LogEvent;
  error: string | null;
}

export interface ParkedEvent {
  projection: string;
  generation: number;
  event: LogEvent;
  error: string | null;
  parkedAt: Date;
}

/** What must not reach the handler. */
export interface SetAside {
  /** Aggregates that have parked events: what comes later for them is parked as well. */
  keys: ReadonlySet<string>;
  /** Events that an operator decided never to apply. */
  skipped: ReadonlySet<string>;
}

/**
 * The parked and skipped events of one projection. Everything here happens under the lock of the slot's mark, like a
 * batch: else an event could be applied before an earlier one of its key that is being drained.
 */
export class ParkedEvents {
  constructor(private readonly projection: string) {}

  /** Both lists whole: they are short, for each entry waits for a person. */
  async setAside(tx: Queryable, generation: number): Promise<SetAside> {
    const { rows } = await tx.query<{ id: string; skipped: boolean }>({
      name: 'set-aside',
      text: `SELECT DISTINCT aggregate_id AS id, false AS skipped FROM parked_event WHERE ${OF}
        UNION ALL SELECT event_id, true FROM skipped_event WHERE projection = $1`,
      values: [this.projection, generation],
    });
    const ids = (skipped: boolean) => new Set(rows.filter((row) => row.skipped === skipped).map(({ id }) => id));
    return { keys: ids(false), skipped: ids(true) };
  }

  async park(tx: Queryable, generation: number, parked: readonly ToPark[]): Promise<void> {
    await tx.query(
      `INSERT INTO parked_event (projection, generation, position, slot, event_id, aggregate_id, event, error)
       SELECT $1, $2, * FROM unnest($3::bigint[], $4::smallint[], $5::uuid[], $6::uuid[], $7::json[], $8::text[])`,
      [
        this.projection,
        generation,
        parked.map(({ event }) => event.position),
        parked.map(({ event }) => event.slot),
        parked.map(({ event }) => event.id),
        parked.map(({ event }) => event.aggregateId),
        parked.map(({ event }) => JSON.stringify(event)),
        parked.map(({ error }) => error),
      ],
    );
  }

  /** Everything parked, in log order. */
  async list(database: Queryable, generation: number): Promise<ParkedEvent[]> {
    const { rows } = await database.query<ParkedEvent>(
      `SELECT projection, generation, event, error, parked_at AS "parkedAt" FROM parked_event
       WHERE ${OF} ORDER BY position`,
      [this.projection, generation],
    );
    return rows;
  }

  /** How many events are parked, of one aggregate or of all. */
  async count(database: Queryable, generation: number, aggregateId?: string): Promise<number> {
    const { rows } = await database.query<{ parked: number }>(
      `SELECT count(*)::integer AS parked FROM parked_event WHERE ${OF} AND ($3::uuid IS NULL OR aggregate_id = $3)`,
      [this.projection, generation, aggregateId ?? null],
    );
    return present(rows[0], 'a count').parked;
  }

  /** The first parked event of an aggregate: the only one of them that may be applied or skipped. */
  async first(tx: Queryable, generation: number, aggregateId: string): Promise<LogEvent | undefined> {
    const text = `SELECT event FROM parked_event WHERE ${OF} AND aggregate_id = $3 ORDER BY position LIMIT 1`;
    return (await tx.query<{ event: LogEvent }>(text, [this.projection, generation, aggregateId])).rows[0]?.event;
  }

  async find(database: Queryable, generation: number, eventId: string): Promise<LogEvent | undefined> {
    const text = `SELECT event FROM parked_event WHERE ${OF} AND event_id = $3`;
    return (await database.query<{ event: LogEvent }>(text, [this.projection, generation, eventId])).rows[0]?.event;
  }

  /** How many events were removed: one, or none when it is no longer parked. */
  async unpark(tx: Queryable, generation: number, position: number): Promise<number> {
    const text = `DELETE FROM parked_event WHERE ${OF} AND position = $3 RETURNING position`;
    return (await tx.query(text, [this.projection, generation, position])).rows.length;
  }

  /** Hands what is parked in one generation to another, except events that are gone from the log. */
  async carry(tx: Queryable, from: number, to: number, gone: ReadonlySet<string> = new Set()): Promise<void> {
    const text = `UPDATE parked_event SET generation = $3 WHERE ${OF} AND event_id <> ALL ($4::uuid[])`;
    await tx.query(text, [this.projection, from, to, [...gone]]);
  }

  /** Keeps the first reason: the event may be parked in the building generation as well. */
  async recordSkip(tx: Queryable, eventId: string, reason: string, by: string): Promise<void> {
    await tx.query(
      `INSERT INTO skipped_event (projection, event_id, reason, skipped_by) VALUES ($1, $2, $3, $4)
       ON CONFLICT (projection, event_id) DO NOTHING`,
      [this.projection, eventId, reason, by],
    );
  }
}
