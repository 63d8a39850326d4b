import { inTransaction, type Transaction } from '../database/transaction.js';
import { describeFailure, failureClass } from '../failure/failure-class.js';
import { slotOf } from '../kafka/partition.js';
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

/**
 * Applies parked events in order, each in a transaction that holds its slot's mark like a batch does: a later event of
 * the key is parked behind them until none is left, and cannot overtake.
 */
export class Drain {
  constructor(private readonly parts: ProjectionParts) {}

  async retry(generation: number, aggregateId: string): Promise<Drained> {
    for (let applied = 0; ; applied++) {
      try {
        const left = await inTransaction(this.parts.pool, (tx) => this.applyFirst(tx, generation, aggregateId));
        if (left === undefined) return { applied, left: 0 };
      } catch (error) {
        if (failureClass(error) === 'transient') throw error;
        const left = await this.parts.parked.count(this.parts.database, generation, aggregateId);
        return { applied, left, error: describeFailure(error) };
      }
    }
  }

  /**
   * Removes one parked event for good and records why; later generations leave it out as well.
   *
   * @throws Error when it is no longer parked, or waits behind an earlier one of its aggregate.
   */
  async skip(generation: number, event: LogEvent, reason: string, by: string): Promise<void> {
    const { marks, parked, pool } = this.parts;
    await inTransaction(pool, async (tx) => {
      await marks.lock(tx, generation, [event.slot]);
      const first = await parked.first(tx, generation, event.aggregateId);
      if (first && first.position < event.position) throw new Error(waitsBehind(event, first));
      // Without the row it was applied or skipped since it was looked up: a record would say that it never was applied.
      if ((await parked.unpark(tx, generation, event.position)) !== 1) throw new Error(noLongerParked(event));
      await parked.recordSkip(tx, event.id, reason, by);
    });
  }

  /** The event that was applied; undefined when none is left. */
  private async applyFirst(tx: Transaction, generation: number, aggregateId: string): Promise<LogEvent | undefined> {
    const { marks, parked } = this.parts;
    await marks.lock(tx, generation, [slotOf(aggregateId)]);
    const first = await parked.first(tx, generation, aggregateId);
    if (!first) return undefined;
    const { skipped } = await parked.setAside(tx, generation);
    await parked.unpark(tx, generation, first.position);
    if (!skipped.has(first.id)) await this.handle(tx, generation, first);
    return first;
  }

  private async handle(tx: Transaction, generation: number, event: LogEvent): Promise<void> {
    const { generations, projection, handled } = this.parts;
    // Asked under the mark's lock: a swap may have taken the tables that are being built since the key was looked up.
    const replay = await generations.isBuilding(tx, generation);
    const context = new BatchContext(tx, projection, generation, replay);
    await projection.handle([event], context);
    if (!projection.rebuildable) await handled.record(tx, [event]);
    if (context.hasEvents) tx.afterCommit(this.parts.appended);
    await context.flush();
  }
}

function waitsBehind(event: LogEvent, first: LogEvent): string {
  return `Event ${event.id} waits behind an earlier one of its aggregate, ${first.id}: decide about that one first.`;
}

function noLongerParked(event: LogEvent): string {
  return `Event ${event.id} is no longer parked, somebody has dealt with it: list what is parked and decide again.`;
}
