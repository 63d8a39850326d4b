import type { LogConnection } from '../database/log-connection.js';
import { describeFailure } from '../failure/failure-class.js';
import { HoleSafeTailer } from '../log/hole-safe-tailer.js';
import type { LogName } from '../log/log-address.js';
import type { LogSignal } from '../log-signal.js';
import type { Alarm } from '../observe/alarm.js';
import { Pace } from '../relay/pace.js';
import { holePause, pauseAfter } from '../relay/pauses.js';
import { Sleeper } from '../relay/sleeper.js';
import type { RunningProjection } from '../transport.js';
import { BATCH, Lane, type Left, type RoundEnd } from './lane.js';

export interface SourceTailOptions {
  log: LogName;
  connection: LogConnection;
  signal: LogSignal;
  alarm: Alarm;
  /** Milliseconds until a commit that nobody told us of is found. */
  pollInterval: number;
  /** Milliseconds after which an open hole alarms. */
  alarmAfter?: number;
}

/** Milliseconds until a projection that was not done with a batch comes again; after each `retry` in a row twice as many. */
const PAUSES = { retry: 250, busy: 500, idle: 1_000, stopped: 2_000 } as const satisfies Record<
  Left['outcome'],
  number
>;

const LONGEST_PAUSE = 5_000;
/** Leave one event of a batch; a shift by 32 would be none, and the batch whole again. */
const MOST_HALVINGS = 30;

/** Follows the log of one source for the projections of one service. */
export class SourceTail {
  private readonly asleep = new Set<Lane>();
  private readonly fresh = new Set<RunningProjection>();
  /** How often in a row each projection failed. */
  private readonly failures = new Map<RunningProjection, number>();
  private readonly sleepers = new Set<Sleeper>();
  private readonly tasks = new Set<Promise<void>>();
  private stopping = false;

  constructor(private readonly options: SourceTailOptions) {}

  add(projection: RunningProjection): void {
    this.fresh.add(projection);
    this.spawn((sleeper) => this.follow(projection, sleeper));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (const sleeper of this.sleepers) sleeper.close();
    while (this.tasks.size > 0) await Promise.all(this.tasks);
  }

  private spawn(task: (sleeper: Sleeper) => Promise<void>): void {
    if (this.stopping) return;
    const sleeper = new Sleeper(this.options.signal, this.options.log.service);
    this.sleepers.add(sleeper);
    const running = task(sleeper).finally(() => {
      sleeper.close();
      this.sleepers.delete(sleeper);
      this.tasks.delete(running);
    });
    this.tasks.add(running);
  }

  /** A lane of its own for `projection`, until it meets another one. */
  private async follow(projection: RunningProjection, sleeper: Sleeper): Promise<void> {
    const place = await this.unlessBroken(() => projection.scannedTo());
    if (!place) return this.comeAgain({ projection, outcome: 'retry' });
    // One event of the batch may be what cannot be done now.
    const limit = Math.max(1, BATCH >> (this.failures.get(projection) ?? 0));
    const lane = new Lane([projection], new HoleSafeTailer(this.options), place, limit, this.fresh);
    const pace = new Pace();
    let held = 0;
    for (let failures = 0; lane.projections.length > 0 && !this.stopping;) {
      await pace.next();
      const before = lane.place.position;
      const round = await this.unlessBroken(() => lane.round());
      pace.worked({ more: round?.end === 'more' });
      failures = round ? 0 : failures + 1;
      if (round) this.settle(lane, round);
      held = roundsHeld(round?.end, lane.place.position > before, held);
      if (failures > 0) await sleeper.sleepThrough(pauseAfter(PAUSES.retry, failures, LONGEST_PAUSE));
      if (held > 0) await sleeper.sleepThrough(holePause(held));
      if (round?.end !== 'reached') continue;
      if (this.join(lane)) return;
      await this.sleep(lane, sleeper);
    }
  }

  private settle({ projections }: Lane, { left }: RoundEnd): void {
    for (const done of projections) this.failures.delete(done);
    for (const each of left) this.comeAgain(each);
  }

  private comeAgain({ projection, outcome }: Left): void {
    const failures = outcome === 'retry' ? this.countFailure(projection) : 1;
    this.spawn(async (sleeper) => {
      await sleeper.sleepThrough(pauseAfter(PAUSES[outcome], failures, LONGEST_PAUSE));
      if (!this.stopping) await this.follow(projection, sleeper);
    });
  }

  private countFailure(projection: RunningProjection): number {
    const failures = Math.min((this.failures.get(projection) ?? 0) + 1, MOST_HALVINGS);
    this.failures.set(projection, failures);
    return failures;
  }

  /** Hands the lane's projections to one that sleeps at the same place: they share its reads from there. */
  private join(lane: Lane): boolean {
    const other = [...this.asleep].find(({ place }) => place.position === lane.place.position);
    other?.projections.push(...lane.projections);
    return other !== undefined;
  }

  private async sleep(lane: Lane, sleeper: Sleeper): Promise<void> {
    this.asleep.add(lane);
    await sleeper.sleep(this.options.pollInterval);
    this.asleep.delete(lane);
  }

  /** Undefined when the database cannot be asked now. */
  private async unlessBroken<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      const { alarm, log } = this.options;
      const what = `The log of ${log.service} cannot be read now`;
      alarm.raise('path-failing', `${what}: ${describeFailure(error)}.`, what);
      return undefined;
    }
  }
}

/** How often a lane has stood before the same hole; further on it is another one. */
function roundsHeld(end: string | undefined, wentOn: boolean, before: number): number {
  if (end !== 'held') return 0;
  return wentOn ? 1 : before + 1;
}
