import type { LogEvent } from '../log-event.js';
import type { Queryable } from '../queryable.js';

const OF = 'projection = $1 AND generation = $2 AND event_id = $3';

/**
 * Attempts at events that may kill the process. Counted and committed before the attempt, so that a death leaves its
 * count; only for the event that is next in line, so that what is seen again is not counted.
 */
export class Attempts {
  constructor(private readonly projection: string) {}

  /**
   * Attempts at `event` with this one; 0 when it is not next in line. Not waited for on disk, or a first batch would take
   * twice as long: it outlives the process, which is what it counts.
   */
  async count(database: Queryable, generation: number, event: LogEvent): Promise<number> {
    const { rows } = await database.query<{ attempts: number }>(
      `INSERT INTO event_attempt AS a (projection, generation, event_id, attempts)
       SELECT projection, generation, $5, 1
       FROM projection_mark, (SELECT set_config('synchronous_commit', 'off', true)) AS unflushed
       WHERE projection = $1 AND generation = $2 AND slot = $3 AND position = $4
       ON CONFLICT (projection, generation, event_id) DO UPDATE SET attempts = a.attempts + 1
       RETURNING attempts`,
      [this.projection, generation, event.slot, event.prev, event.id],
    );
    return rows[0]?.attempts ?? 0;
  }

  /** After a failure that was not the event's. Only its own count: what another replica's deaths have left stays. */
  async takeBack(database: Queryable, generation: number, event: LogEvent): Promise<void> {
    await database.query(
      `WITH last AS (DELETE FROM event_attempt WHERE ${OF} AND attempts = 1)
       UPDATE event_attempt SET attempts = attempts - 1 WHERE ${OF} AND attempts > 1`,
      [this.projection, generation, event.id],
    );
  }

  /** After success or parking. */
  async forget(database: Queryable, generation: number, event: LogEvent): Promise<void> {
    const text = `DELETE FROM event_attempt WHERE ${OF}`;
    await database.query(text, [this.projection, generation, event.id]);
  }
}
