import type { LogEvent } from '../log-event.js';
import type { Queryable } from '../queryable.js';
import { SLOTS } from '../slots.js';

/**
 * Moves only from where the sent events were read, under the epoch that they were read in: a relay that lost its lease, or
 * that read before the source was restored, moves nothing. The counts are the recount's other half, so they move with it.
 */
const MOVE = `
  UPDATE relay_cursor SET
    cursor = $2,
    sent = (SELECT array_agg(before + more ORDER BY slot) FROM unnest(sent, $4::bigint[]) WITH ORDINALITY AS s(before, more, slot))
  WHERE cursor = $1 AND $3 = (SELECT epoch FROM event_log_epoch)`;

/** Position of the last event that is known to be in Kafka; one row per service. */
export class RelayCursor {
  constructor(private readonly database: Queryable) {}

  async read(): Promise<number> {
    const { rows } = await this.database.query<{ cursor: number }>('SELECT cursor FROM relay_cursor');
    return rows[0]!.cursor;
  }

  /** Moves from `from` over `sent`; false when the cursor is no longer at `from` or the log has another epoch: read anew. */
  async move(from: number, sent: readonly LogEvent[]): Promise<boolean> {
    const last = sent.at(-1)!;
    const values = [from, last.position, last.epoch, countPerSlot(sent)];
    const { rowCount } = await this.database.query({ name: 'relay-cursor-move', text: MOVE, values });
    return rowCount === 1;
  }
}

function countPerSlot(events: readonly LogEvent[]): number[] {
  const counts = Array.from({ length: SLOTS }, () => 0);
  for (const { slot } of events) counts[slot]!++;
  return counts;
}
