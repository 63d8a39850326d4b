import type { LogPlace } from '../log-event.js';
import type { HoleSafeTailer, TailRead } from '../log/hole-safe-tailer.js';
import type { Outcome, RunningProjection } from '../transport.js';

/** Most events of a batch: fewer statements per event as it grows, and a longer wait for those behind it. */
export const BATCH = 500;

/** A projection that did not get done with a batch. */
export interface Left {
  projection: RunningProjection;
  outcome: Exclude<Outcome, 'done'>;
}

/** How a round ended: `more` events wait, an open hole `held` the rest up, or the log's end was reached. */
export interface RoundEnd {
  end: 'more' | 'held' | 'reached';
  left: Left[];
}

/** Projections that have read the log of their source up to the same place, and read on together. */
export class Lane {
  constructor(
    readonly projections: RunningProjection[],
    private readonly tailer: HoleSafeTailer,
    /** Where the projections' `scanned_to` is. */
    public place: LogPlace,
    private limit: number,
    /** Projections whose first batch is still to come: it runs one event per transaction. */
    private readonly fresh: Set<RunningProjection>,
  ) {}

  /** Reads one batch and gives it to the projections, one after the other. Those that are not done with it leave the lane. */
  async round(): Promise<RoundEnd> {
    const read = await this.tailer.read(this.place, this.limit);
    if (!read.known) return { end: 'reached', left: await this.leaveAll() };
    const full = read.events.length === this.limit;
    if (read.events.length === 0 && !read.held) return { end: 'reached', left: await this.leaveBegunAnew() };
    const left = await this.apply(read);
    if (read.held) return { end: 'held', left };
    return { end: full ? 'more' : 'reached', left };
  }

  private async apply({ events }: TailRead): Promise<Left[]> {
    const last = events.at(-1);
    if (!last) return [];
    const left: Left[] = [];
    for (const projection of this.projections) {
      const outcome = await projection.process(events, { tailed: this.place, oneByOne: this.fresh.has(projection) });
      if (outcome === 'done') this.fresh.delete(projection);
      else left.push({ projection, outcome });
    }
    this.place = { position: last.position, id: last.id };
    this.limit = BATCH;
    return this.without(left);
  }

  /** The log no longer holds the lane's place: each projection finds out for itself what that means for it. */
  private async leaveAll(): Promise<Left[]> {
    const left: Left[] = [];
    for (const projection of this.projections) {
      left.push({ projection, outcome: (await projection.checkAll()) ? 'retry' : 'stopped' });
    }
    return this.without(left);
  }

  /** A quiet log brings no batch that would be refused because its projection began anew before the lane's place. */
  private async leaveBegunAnew(): Promise<Left[]> {
    const left: Left[] = [];
    for (const projection of this.projections) {
      const { position } = await projection.scannedTo();
      if (position < this.place.position) left.push({ projection, outcome: 'retry' });
    }
    return this.without(left);
  }

  private without(left: Left[]): Left[] {
    for (const { projection } of left) this.projections.splice(this.projections.indexOf(projection), 1);
    return left;
  }
}
