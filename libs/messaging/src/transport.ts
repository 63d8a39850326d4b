import type { LogEvent, LogPlace } from './log-event.js';

/**
 * What became of a batch.
 * - `done`: applied, parked or seen before; the next one may come.
 * - `retry`: a transient failure rolled it back, the log's epoch changed under it, or the process is about to end; give it
 *   again after a pause.
 * - `busy`: another replica reads this source for the projection (postgres transport).
 * - `idle`: the active generation was built for another list of types; this process writes nothing to it.
 * - `stopped`: the source's log no longer holds what was applied, or a gap cannot be filled; an operator must act.
 */
export type Outcome = 'done' | 'retry' | 'busy' | 'idle' | 'stopped';

export interface ProcessOptions {
  /** One event per transaction, its attempts counted before: for the first batch after a start or an assignment. */
  oneByOne?: boolean;
  /**
   * postgres transport: the place in the log that the batch was read from. The batch's end becomes the projection's
   * `scanned_to` in the same transaction, and that row's lock elects the reader. Stale events, and a `scanned_to` before
   * this place, answer `retry`: ask for `scannedTo` and read from there.
   */
  tailed?: LogPlace;
}

export interface LookOptions {
  /** Only this slot; all of them when left out. */
  slot?: number;
  /** The first events of each slot one per transaction, like a first batch: for the first look after a start. */
  oneByOne?: boolean;
}

/** One projection in this process, as a transport sees it. Its methods never throw on a failing handler or database. */
export interface RunningProjection {
  readonly name: string;
  /** The service whose log it follows. */
  readonly source: string;
  /** Makes generation and marks when they are missing and checks every mark against the source's log. Throws while it cannot. */
  open(): Promise<void>;
  /** Takes events in log order per slot. Several calls may run at once. */
  process(events: readonly LogEvent[], options?: ProcessOptions): Promise<Outcome>;
  /** Looks for what never arrived up to the relay's cursor, in one slot or all, and applies it from the log. */
  look(options?: LookOptions): Promise<Outcome>;
  /** Whether the source's log still holds every mark. */
  checkAll(): Promise<boolean>;
  /** postgres transport: how far the active generation has read. */
  scannedTo(): Promise<LogPlace>;
}

/** Brings the events of other services to a service's projections. */
export interface Transport {
  /** Connects in the background and keeps trying until it has. */
  start(projections: readonly RunningProjection[]): Promise<void>;
  /** Resolves when no handler runs any more. */
  stop(): Promise<void>;
}
