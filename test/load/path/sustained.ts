import { setTimeout as pause } from 'node:timers/promises';
import { untilCaughtUp } from '../behind.js';
import type { LoadClient, Shot } from '../load-client.js';

const PROBE_SECONDS = 10;
/** What an unbounded lag grows past within a probe. */
const BOUND_SECONDS = 1;
/** A load that the service cannot follow falls behind its own schedule. */
const KEPT_UP = 0.97;
const STEP = 0.92;

export interface Sustained {
  perSecond: number;
  seconds: number;
  /** Most events that all consumers together were behind at any look of the run. */
  worstLag: number;
}

export interface SustainOptions {
  client: LoadClient;
  next: (index: number) => Shot;
  /** Events that all consumers together are behind now. */
  behind: () => Promise<number>;
  /** Rate to begin with: what the service takes when nobody waits for its consumers. */
  from: number;
  seconds: number;
}

/** The highest rate at which every consumer's lag stays bounded: lowered step by step until a whole run holds. */
export async function sustainedRate(options: SustainOptions): Promise<Sustained> {
  for (let rate = options.from; rate > 1; rate *= STEP) {
    if (!(await holds(options, rate, PROBE_SECONDS))) continue;
    const run = await holds(options, rate, options.seconds);
    if (run) return run;
  }
  throw new Error('No rate held: consumers fall behind at one event per second.');
}

async function holds(
  { client, next, behind }: SustainOptions,
  rate: number,
  seconds: number,
): Promise<Sustained | undefined> {
  const lags: number[] = [];
  const stop = new AbortController();
  const watching = watch(behind, lags, stop.signal);
  const { perSecond } = await client.openLoop(rate, seconds, next);
  stop.abort();
  await watching;
  const worstLag = Math.max(0, ...lags);
  await untilCaughtUp(behind);
  return perSecond >= rate * KEPT_UP && worstLag <= rate * BOUND_SECONDS ? { perSecond, seconds, worstLag } : undefined;
}

async function watch(behind: () => Promise<number>, lags: number[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    lags.push(await behind());
    await pause(1_000, undefined, { signal }).catch(() => undefined); // ended early: the run is over
  }
}
