import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { describeFailure } from '../failure/failure-class.js';
import type { Alarm } from '../observe/alarm.js';
import { pauseAfter } from '../relay/pauses.js';

const FIRST_WAIT = 250;
const LONGEST_WAIT = 2_000;

const logger = new Logger('Kafka');

/** The milliseconds to wait after the `failures`-th failure in a row, so that a long outage costs little. */
export function waitAfter(failures: number, firstWait = FIRST_WAIT): number {
  return pauseAfter(firstWait, failures, LONGEST_WAIT);
}

/** Failures in a row after which people are told; some seconds, in which a broker or a database is started anew. */
const LASTING = 5;

/** Alarms about `what` once it has failed for some seconds. */
export function alarmWhenLasting(alarm: Alarm, failures: number, what: string, error: unknown): void {
  if (failures < LASTING) return;
  alarm.raise('path-failing', `${what} after ${failures} tries, and goes on trying: ${describeFailure(error)}.`, what);
}

/**
 * Calls `work` until it succeeds, for ever: a broker that is down now will be up one day.
 *
 * @throws the signal's reason when `signal` aborts.
 */
export async function untilDone<T>(
  what: string,
  { signal, alarm }: { signal: AbortSignal; alarm: Alarm },
  work: () => Promise<T>,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      const wait = waitAfter(failures);
      logger.warn(`${what} failed; trying again in ${wait} ms: ${messageOf(error)}`);
      alarmWhenLasting(alarm, failures, `${what} fails`, error);
      await pause(wait, undefined, { signal });
    }
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
