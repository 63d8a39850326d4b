import { Transaction } from '../database/transaction.js';
import { describeFailure, TransientError } from '../failure/failure-class.js';
import { madeAt, type LogEvent, type LogPlace } from '../log-event.js';
import { BatchContext } from './batch-context.js';
import type { ProjectionParts } from './projection-parts.js';
import { sortOut, type Obstacle, type Sorted, type SortingRules } from './sort-out.js';

/**
 * What became of one transaction. Only `ok` committed.
 * - `retired`: the generation is gone; look for the active one.
 * - `busy`: another replica reads this source.
 * - `unread`: the generation has not read up to where the batch begins; read again from its `scanned_to`.
 * - `stopping`: the process is about to end; what is left comes again.
 */
export type Applied = { kind: 'ok' } | NotApplied;

export type NotApplied =
  { kind: 'retired' | 'busy' | 'unread' | 'stopping' } | { kind: 'failed'; error: unknown } | Obstacle;

export interface ApplyOptions {
  /** Where the postgres transport read the batch from: the batch's end becomes the generation's `scanned_to`. */
  tailed?: LogPlace;
  /** The generation is being built beside the active one, into copies of the projection's tables. */
  replay?: boolean;
  /** Attempts at these events were counted before; their counts go with the commit. */
  counted?: LogEvent;
  park?: SortingRules['park'];
}

/** Applies batches: lock marks, judge again, effects, move marks, in one transaction. */
export class BatchTransaction {
  private readonly types: ReadonlySet<string>;

  constructor(private readonly parts: ProjectionParts) {
    this.types = new Set(parts.projection.types);
  }

  async apply(generation: number, events: readonly LogEvent[], options: ApplyOptions = {}): Promise<Applied> {
    let tx: Transaction | undefined;
    try {
      tx = await this.begin();
      const sorted = await this.lockAndSort(tx, generation, events, options);
      if (sorted.kind !== 'sorted') return sorted;
      await this.commit(tx, generation, events, sorted, options);
      this.count(sorted);
      return { kind: 'ok' };
    } catch (error) {
      return { kind: 'failed', error };
    } finally {
      await tx?.rollback();
    }
  }

  /** Why there is no connection (a changed password, a full pool, a name not found) is never the fault of an event. */
  private async begin(): Promise<Transaction> {
    try {
      return await Transaction.begin(this.parts.pool);
    } catch (cause) {
      throw new TransientError(`No transaction could be begun (${describeFailure(cause)})`, { cause });
    }
  }

  /** The steps of `apply` that come before the commit; a swap runs them inside its own transaction. */
  async applyWithin(tx: Transaction, generation: number, events: readonly LogEvent[]): Promise<Applied> {
    const sorted = await this.lockAndSort(tx, generation, events, { replay: true });
    if (sorted.kind !== 'sorted') return sorted;
    const context = await this.handle(tx, generation, sorted, true);
    await Promise.all(this.lastStatements(tx, generation, events, sorted, { replay: true }, context));
    return { kind: 'ok' };
  }

  private async lockAndSort(
    tx: Transaction,
    generation: number,
    events: readonly LogEvent[],
    { tailed, park }: ApplyOptions,
  ): Promise<Sorted | Applied> {
    const { marks: store, parked } = this.parts;
    const slots = [...new Set(events.map(({ slot }) => slot))].sort((a, b) => a - b);
    // Sent together and answered in order: the list of parked keys is read after the marks are locked.
    const [scan, marks, setAside] = await Promise.all([
      tailed ? store.scannedTo(tx, generation, true) : undefined,
      store.lock(tx, generation, slots, tailed !== undefined),
      parked.setAside(tx, generation),
    ]);
    if (tailed && !scan) return { kind: (await store.scannedTo(tx, generation)) ? 'busy' : 'retired' };
    if (marks.length < slots.length) return { kind: 'retired' };
    // A generation that began anew meanwhile: its `scanned_to` would jump over what it has never read.
    if (tailed && scan && scan.position < tailed.position) return { kind: 'unread' };
    return sortOut(events, marks, { types: this.types, setAside, park });
  }

  private async commit(
    tx: Transaction,
    generation: number,
    events: readonly LogEvent[],
    sorted: Sorted,
    options: ApplyOptions,
  ): Promise<void> {
    const context = await this.handle(tx, generation, sorted, options.replay ?? false);
    if (context.hasEvents) tx.afterCommit(this.parts.appended);
    await tx.commit(() => this.lastStatements(tx, generation, events, sorted, options, context));
  }

  private async handle(tx: Transaction, generation: number, sorted: Sorted, replay: boolean): Promise<BatchContext> {
    const { projection } = this.parts;
    const context = new BatchContext(tx, projection, generation, replay);
    if (sorted.toHandle.length > 0) await projection.handle(sorted.toHandle, context);
    return context;
  }

  private lastStatements(
    tx: Transaction,
    generation: number,
    events: readonly LogEvent[],
    { toHandle, toPark, moved }: Sorted,
    { tailed, counted, replay = false }: ApplyOptions,
    context: BatchContext,
  ): Promise<unknown>[] {
    const { projection, marks, parked, attempts, handled } = this.parts;
    const last = events.at(-1);
    // Tables alone come again from the log. What others read of us (our own events) must not be gone after a power cut.
    const unflushed = projection.rebuildable && !replay;
    return [
      toPark.length > 0 && parked.park(tx, generation, toPark),
      !projection.rebuildable && toHandle.length > 0 && handled.record(tx, toHandle),
      counted && attempts.forget(tx, generation, counted),
      moved.length > 0 && marks.move(tx, generation, moved, { unflushed }),
      tailed && last && marks.moveScan(tx, generation, last),
      context.flush(),
    ].filter((sent) => sent instanceof Promise);
  }

  private count({ toHandle, toPark, ignored }: Sorted): void {
    const { alarm, metrics, title } = this.parts;
    const last = toHandle.at(-1);
    if (last) metrics.applied(title, toHandle.length);
    if (last) metrics.delay(title, (Date.now() - madeAt(last.id)) / 1000);
    if (ignored > 0) metrics.ignored(title, ignored);
    if (toPark.length > 0) metrics.parked(title, toPark.length);
    for (const { event, error } of toPark) {
      if (error === null) continue;
      const trace = event.traceparent?.split('-')[1] ?? 'none';
      const what = `${event.type} of ${event.aggregateId} at position ${event.position} of ${event.source} (trace ${trace})`;
      alarm.raise('event-parked', `${title} refused ${what}: ${error}. Retry or skip it once its cause is known.`);
    }
  }
}
