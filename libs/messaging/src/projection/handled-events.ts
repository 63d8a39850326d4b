import type { LogEvent } from '../log-event.js';
import type { Queryable } from '../queryable.js';

export interface HandledEvent {
  position: number;
  eventId: string;
  type: string;
  aggregateId: string;
}

/** What a projection with effects outside its tables has acted on, to name it when its source is restored. */
export class HandledEvents {
  constructor(private readonly projection: string) {}

  /** In the transaction of the effects. */
  async record(tx: Queryable, events: readonly LogEvent[]): Promise<void> {
    await tx.query({
      name: 'record-handled',
      text: `INSERT INTO handled_event (projection, event_id, position, type, aggregate_id)
        SELECT $1, * FROM unnest($2::uuid[], $3::bigint[], $4::text[], $5::uuid[])`,
      values: [
        this.projection,
        events.map(({ id }) => id),
        events.map(({ position }) => position),
        events.map(({ type }) => type),
        events.map(({ aggregateId }) => aggregateId),
      ],
    });
  }

  /** In log order. */
  async list(database: Queryable): Promise<HandledEvent[]> {
    const { rows } = await database.query<HandledEvent>(
      `SELECT position, event_id AS "eventId", type, aggregate_id AS "aggregateId" FROM handled_event
       WHERE projection = $1 ORDER BY position`,
      [this.projection],
    );
    return rows;
  }
}
