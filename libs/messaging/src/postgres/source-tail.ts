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
import { BATCH, Lane, type Left } from './lane.js';

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

/** Milliseconds until a projection that was not done with a batch comes again. */
const PAUSES = { retry: 250, busy: 500, idle: 1_000, stopped: 2_000 } as const satisfies Record<
  Left['outcome'],
  number
>;

const LONGEST_PAUSE = 5_000;

/** Follows the log of one source for the projections of one service. */
export class SourceTail {
  private readonly asleep = new Set<Lane>();
  private readonly fresh = new Set<RunningProjection>();
  private readonly sleepers = new Set<Sleeper>();
  private readonly tasks = new Set<Promise<void>>();
  private stopping = false;

  constructor(private readonly options: SourceTailOptions) {}

  add(projection: RunningProjection): void {
    this.fresh.add(projection);
    this.spawn((sleeper) => this.follow(projection, BATCH, sleeper));
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
  private async follow(projection: RunningProjection, limit: number, sleeper: Sleeper): Promise<void> {
    const place = await this.unlessBroken(() => projection.scannedTo());
    if (!place) return this.comeAgain({ projection, outcome: 'retry' }, limit, 1);
    const lane = new Lane([projection], new HoleSafeTailer(this.options), place, limit, this.fresh);
    const pace = new Pace();
    let held = 0;
    for (let failures = 0; lane.projections.length > 0 && !this.stopping;) {
      await pace.next();
      const before = lane.place.position;
      const round = await this.unlessBroken(() => lane.round());
      pace.worked({ more: round?.end === 'more' });
      failures = round ? 0 : failures + 1;
      for (const left of round?.left ?? []) this.comeAgain(left, limit, failures + 1);
      held = roundsHeld(round?.end, lane.place.position > before, held);
      if (!round) await sleeper.sleepThrough(pauseAfter(PAUSES.retry, failures, LONGEST_PAUSE));
      else if (held > 0) await sleeper.sleepThrough(holePause(held));
      else if (round.end === 'reached' && this.join(lane)) return;
      else if (round.end === 'reached') await this.sleep(lane, sleeper);
    }
  }

  private comeAgain({ projection, outcome }: Left, limit: number, failures: number): void {
    this.spawn(async (sleeper) => {
      await sleeper.sleepThrough(pauseAfter(PAUSES[outcome], failures, LONGEST_PAUSE));
      // One event of the batch may be what cannot be done now.
      const smaller = outcome === 'retry' ? Math.max(1, limit >> 1) : BATCH;
      if (!this.stopping) await this.follow(projection, smaller, sleeper);
    });
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
      alarm.raise('path-failing', `The log of ${log.service} cannot be read now: ${describeFailure(error)}.`);
      return undefined;
    }
  }
}

/** How often a lane has stood before the same hole; further on it is another one. */
function roundsHeld(end: string | undefined, wentOn: boolean, before: number): number {
  if (end !== 'held') return 0;
  return wentOn ? 1 : before + 1;
}
