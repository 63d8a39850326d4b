import { setTimeout as pause } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { topicOf } from '#messaging';
import type { Broker } from '../../../deploy/kafka/broker.js';
import { Bench, until, within } from './bench.js';
import type { ClientName } from './clients.js';
import { nowMs } from './load.js';

const RATE = 200;
const CALM_MS = 3_000;
const AWAY_MS = 10_000;
/** What has not come by then does not come. */
const LOST_AFTER_MS = 40_000;

export interface OutageFigures {
  /** Milliseconds from the broker's first answer to the first acknowledged send. */
  sendsAfter: number;
  /** The same to the first batch. */
  handsAfter: number;
  /** Until everything that had waited was handed. */
  allAfter: number;
  /** Events that were given a second time. */
  again: number;
  /** Events that the topic holds a second time. */
  storedTwice: number;
  /** Events that were acknowledged and never came; Kafka's part alone, without the look at the log. */
  lost: number;
}

/** The broker is killed at 200 events a second and comes back after ten seconds. */
export function measureOutage(client: ClientName, broker: Broker): Promise<OutageFigures> {
  return Bench.on(client, broker, 'outage', async (bench) => {
    const { sender, arrivals } = bench;
    await bench.consumer();
    const back = await bench.whileSending(RATE, async () => {
      await until('the consumer takes events', () => arrivals.count > 0);
      await pause(CALM_MS);
      await broker.kill();
      await pause(AWAY_MS);
      await broker.restart();
      const at = nowMs();
      await until('a send is acknowledged', () => sender.acknowledged.some((each) => each.at > at));
      await until('a batch is handed', () => arrivals.batches.some((each) => each.at > at));
      return at;
    });
    await within(LOST_AFTER_MS, () => arrivals.different >= sender.sent);
    const after = (all: readonly { at: number }[]): number => (all.find(({ at }) => at > back)?.at ?? NaN) - back;
    return {
      sendsAfter: after(sender.acknowledged),
      handsAfter: after(arrivals.batches),
      allAfter: nowMs() - back,
      again: arrivals.again,
      storedTwice: (await stored(bench)) - sender.sent,
      lost: sender.sent - arrivals.different,
    };
  });
}

async function stored({ settings }: Bench): Promise<number> {
  const admin = new kafkajs.Kafka({ brokers: [...settings.brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(topicOf(settings, 'tasks'));
    return offsets.reduce((sum, { high }) => sum + Number(high), 0);
  } finally {
    await admin.disconnect();
  }
}
