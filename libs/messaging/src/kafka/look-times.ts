import type { RunningProjection } from '../transport.js';

type Looking = Pick<RunningProjection, 'name' | 'source'>;

/**
 * Most intervals between two looks. While a source brings events, looks are rarer: they would find, and apply a second time
 * for nothing, what is on its way. And the longer it brings nothing, the less can have been lost since.
 */
const MOST_INTERVALS = 6;

/** When the projections of a process are to look for what Kafka did not bring. Milliseconds of a clock that never goes back. */
export class LookTimes {
  /** When each source last brought something. */
  private readonly heardAt = new Map<string, number>();
  private readonly lookedAt = new Map<string, number>();
  private readonly soon = new Set<string>();

  constructor(readonly interval: number) {}

  /** A source has brought something. */
  heard(source: string, now: number): void {
    this.heardAt.set(source, now);
  }

  /**
   * There may be something for `projection` that no event tells of: its last look failed, its log was said to have changed, or
   * another projection's failure keeps it from what waits in the partition behind the batch.
   */
  lookSoon({ name }: Looking): void {
    this.soon.add(name);
  }

  /**
   * Whether `projection` is to look now: when its source falls silent, then each time the silence has doubled. Asked once per
   * interval; an answer of true counts as a look.
   */
  due({ name, source }: Looking, now: number): boolean {
    const heardAt = this.heardAt.get(source) ?? now - this.interval;
    this.heardAt.set(source, heardAt);
    const silence = now - heardAt;
    const since = now - (this.lookedAt.get(name) ?? -Infinity);
    const longest = MOST_INTERVALS * this.interval;
    const silent = silence >= this.interval && since >= Math.min(silence / 2, longest);
    const soon = this.soon.delete(name);
    if (!silent && since < longest && !soon) return false;
    this.lookedAt.set(name, now);
    return true;
  }
}
