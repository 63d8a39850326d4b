import { inTransaction, type Transaction } from '../database/transaction.js';
import { describeFailure, failureClass } from '../failure/failure-class.js';
import type { LogEvent } from '../log-event.js';
import { BatchContext } from '../projection/batch-context.js';
import type { ProjectionParts } from '../projection/projection-parts.js';

/** What became of the parked events of one key. */
export interface Drained {
  applied: number;
  /** Events still parked. */
  left: number;
  /** Why the first of them is refused again. */
  error?: string;
}

/** A generation in which a key is parked, and whether it is being built beside the active one. */
export interface ParkedIn {
  generation: number;
  replay: boolean;
}

/**
 * Applies parked events in order, each in a transaction that holds its slot's mark like a batch does: a later event of
 * the key is parked behind them until none is left, and cannot overtake.
 */
export class Drain {
  constructor(private readonly parts: ProjectionParts) {}

  async retry(where: ParkedIn, aggregateId: string): Promise<Drained> {
    for (let applied = 0; ; applied++) {
      try {
        const left = await inTransaction(this.parts.pool, (tx) => this.applyFirst(tx, where, aggregateId));
        if (left === undefined) return { applied, left: 0 };
      } catch (error) {
        if (failureClass(error) === 'transient') throw error;
        const left = (await this.parts.parked.list(this.parts.database, where.generation, aggregateId)).length;
        return { applied, left, error: describeFailure(error) };
      }
    }
  }

  /** Removes one parked event for good and records why; later generations leave it out as well. */
  async skip({ generation }: ParkedIn, event: LogEvent, reason: string, by: string): Promise<void> {
    const { marks, parked, pool } = this.parts;
    await inTransaction(pool, async (tx) => {
      await marks.lock(tx, generation, [event.slot]);
      await parked.recordSkip(tx, event.id, reason, by);
      await parked.unpark(tx, generation, event.position);
    });
  }

  /** The event that was applied; undefined when none is left. */
  private async applyFirst(tx: Transaction, { generation, replay }: ParkedIn, aggregateId: string) {
    const { marks, parked, projection } = this.parts;
    const slot = Number.parseInt(aggregateId.slice(-2), 16) & 63;
    await marks.lock(tx, generation, [slot]);
    const [first] = await parked.list(tx, generation, aggregateId);
    if (!first) return undefined;
    const context = new BatchContext(tx, projection, generation, replay);
    const { skipped } = await parked.setAside(tx, generation);
    if (!skipped.has(first.event.id)) await projection.handle([first.event], context);
    await parked.unpark(tx, generation, first.event.position);
    if (context.hasEvents) tx.afterCommit(this.parts.appended);
    await context.flush();
    return first.event;
  }
}
