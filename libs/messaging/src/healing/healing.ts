import { failureClass } from '../failure/failure-class.js';
import type { Generation } from '../generations/generations.js';
import type { LogEvent, LogPlace } from '../log-event.js';
import type { Mark } from '../marks/mark.js';
import type { Applied, ApplyOptions, NotApplied, BatchTransaction } from '../projection/batch-transaction.js';
import type { ProjectionParts } from '../projection/projection-parts.js';
import type { SingleEvents } from '../projection/single-events.js';
import { LogCheck, placeOf, type LostMark } from './log-check.js';

/** Events of one read of the log; each chunk moves the mark, so that a long gap is not one long transaction. */
export const CHUNK = 500;
/** Events of a first chunk that are applied one by one. Who kills the process beyond them is among them a death or two later. */
const FIRST_CHUNK = 50;

/**
 * What became of an obstacle.
 * - `again`: the marks are further now, over `events` events; judge the batch again.
 * - `stale`: the event is of a former life of the log; leave it out.
 * - `empty`: the log holds nothing that would fill the gap.
 */
export type Healed =
  { kind: 'again'; events: number } | { kind: 'stale' | 'empty' } | { kind: 'lost'; lost: LostMark } | NotApplied;

/** Reads from the source's log what did not arrive. Always before a transaction, never inside one. */
export class Healing {
  readonly check: LogCheck;

  constructor(
    private readonly parts: ProjectionParts,
    private readonly batch: BatchTransaction,
    private readonly single: SingleEvents,
  ) {
    this.check = new LogCheck(parts);
  }

  /** Applies `(mark, event.prev]` of the event's slot. */
  async fillGap(generation: Generation, event: LogEvent, mark: Mark, oneByOne: boolean): Promise<Healed> {
    const bound = { position: event.prev, id: event.prevId };
    const read = await this.parts.log.slot(placeOf(mark), bound, CHUNK);
    if (read.epoch !== event.epoch) return { kind: 'stale' };
    const why = this.check.whyLost(mark, read);
    if (why) return this.lostUnlessMoved(generation, mark, why);
    if (!read.holdsBound) return { kind: 'stale' }; // sent by a relay that saw another life of the log
    if (read.events.length === 0) return { kind: 'empty' };
    const applied = await this.applyRead(generation.generation, read.events, { oneByOne });
    return applied.kind === 'ok' ? { kind: 'again', events: read.events.length } : applied;
  }

  /** Decides between an event and a mark of different epochs by asking the log for its present one. */
  async settleEpoch(generation: Generation, event: LogEvent, mark: Mark): Promise<Healed> {
    const { log, marks, database } = this.parts;
    const [state] = await log.compare([placeOf(mark)]);
    if (!state || event.epoch !== state.epoch) return { kind: 'stale' };
    const why = this.check.whyLost(mark, state);
    if (why) return this.lostUnlessMoved(generation, mark, why);
    await marks.adoptEpoch(database, generation.generation, state.epoch);
    return { kind: 'again', events: 0 };
  }

  /** Applies what the log holds of a slot after `mark`, up to `bound` or else the relay's cursor. */
  async catchUp(generation: Generation, mark: Mark, bound?: LogPlace, options: ReadOptions = {}): Promise<Healed> {
    let from = placeOf(mark);
    let events = 0;
    for (let { oneByOne } = options; ; oneByOne = false) {
      if (this.parts.stopping.aborted) return { kind: 'stopping' };
      const limit = oneByOne ? FIRST_CHUNK : CHUNK;
      const read = await this.parts.log.slot(from, bound, limit);
      const last = read.events.at(-1);
      if (!read.holdsMark || !read.holdsBound || !last) return { kind: 'again', events };
      const applied = await this.applyRead(generation.generation, read.events, { ...options, oneByOne });
      if (applied.kind !== 'ok') return applied;
      events += read.events.length;
      if (read.events.length < limit) return { kind: 'again', events };
      from = { slot: mark.slot, position: last.position, id: last.id };
    }
  }

  /** Rows read from the log go through the same table and the same transaction as a batch. */
  private async applyRead(generation: number, events: LogEvent[], options: ReadOptions): Promise<Applied> {
    const { oneByOne, ...apply } = options;
    let applied = await (oneByOne ? this.single : this.batch).apply(generation, events, apply);
    if (applied.kind === 'failed' && failureClass(applied.error) === 'refused') {
      applied = await this.single.apply(generation, events, apply);
    }
    if (applied.kind === 'ok' && !apply.replay) this.parts.metrics.healed(this.parts.title, events.length);
    return applied;
  }

  private async lostUnlessMoved({ generation }: Generation, mark: Mark, why: string): Promise<Healed> {
    if (await this.check.hasMoved(generation, mark)) return { kind: 'again', events: 0 };
    return { kind: 'lost', lost: { mark, why } };
  }
}

export interface ReadOptions extends Pick<ApplyOptions, 'replay'> {
  oneByOne?: boolean;
}
