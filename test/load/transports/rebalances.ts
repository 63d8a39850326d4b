import { setTimeout as pause } from 'node:timers/promises';
import type { Broker } from '../../../deploy/kafka/broker.js';
import { Bench, until } from './bench.js';
import type { ClientName } from './clients.js';
import type { Arrivals } from './consumer-process.js';
import { nowMs } from './load.js';

const RATE = 200;
const CALM_MS = 3_000;

export interface Disturbance {
  /** Longest time in which no consumer of the group was given anything. */
  silent: number;
  /** Longest way of one event. */
  longest: number;
  /** Events that were given a second time. */
  again: number;
}

export type RebalanceFigures = Record<'joins' | 'leaves' | 'is killed', Disturbance>;

/** A second consumer joins and leaves in order, joins again and is killed, at 200 events a second. */
export function measureRebalances(client: ClientName, broker: Broker): Promise<RebalanceFigures> {
  return Bench.on(client, broker, 'rebalances', async (bench) => {
    await bench.consumer();
    return bench.whileSending(RATE, async () => {
      await until('the first consumer takes events', () => bench.arrivals.count > 0);
      await pause(CALM_MS);
      const [joins, second] = await disturbed(bench, () => bench.consumer());
      const [leaves] = await disturbed(bench, () => second.stop());
      const third = await bench.consumer();
      await pause(CALM_MS);
      const [killed] = await disturbed(bench, () => third.kill());
      return { joins, leaves, 'is killed': killed };
    });
  });
}

/** What the events show that were sent from `action` on, until all of them have come and some time was calm. */
async function disturbed<T>({ sender, arrivals }: Bench, action: () => Promise<T>): Promise<[Disturbance, T]> {
  const [begin, again, first] = [nowMs(), arrivals.again, arrivals.travelled.length];
  const result = await action();
  await pause(CALM_MS);
  const sent = sender.sent;
  await until('everything that was sent meanwhile is handed', () => arrivals.allBefore(sent));
  await pause(CALM_MS);
  const longest = arrivals.travelled.slice(first).reduce((most, each) => Math.max(most, each), 0);
  return [{ silent: longestSilence(arrivals, begin), longest, again: arrivals.again - again }, result];
}

function longestSilence({ batches }: Arrivals, begin: number): number {
  let [last, longest] = [begin, 0];
  for (const at of batches
    .map((batch) => batch.at)
    .filter((each) => each >= begin)
    .toSorted((a, b) => a - b)) {
    longest = Math.max(longest, at - last);
    last = at;
  }
  return longest;
}
