import { setTimeout as pause } from 'node:timers/promises';
import type { Broker } from '../../../deploy/kafka/broker.js';
import { durationsOf, type Durations } from '../statistics.js';
import { Bench, brokerMs, ownMs, until } from './bench.js';
import type { ClientName } from './clients.js';
import { Arrivals, type ConsumerProcess } from './consumer-process.js';

const RATE = 200;
const BATCH = 200;
const WARM_UP_SECONDS = 3;

/** Milliseconds of processor time for a thousand events. */
export interface Processor {
  sender: number;
  consumer: number;
  broker: number;
}

export interface SpeedFigures {
  /** From the moment an event was due at 200 a second to its batch. */
  travelled: Durations;
  atRate: Processor;
  /** Events acknowledged per second, in batches of 200, one in flight, while a consumer takes them. */
  sentPerSecond: number;
  /** Events per second until the consumer had the last of them. */
  handedPerSecond: number;
  atFull: Processor;
  /** Events per second of a consumer that comes to a full topic. */
  caughtUpPerSecond: number;
}

export function measureSpeed(
  client: ClientName,
  broker: Broker,
  { seconds, name = 'speed' }: { seconds: number; name?: string },
): Promise<SpeedFigures> {
  return Bench.on(client, broker, name, async (bench) => {
    const { sender, arrivals } = bench;
    const timed = await bench.consumer();
    await sender.flood(BATCH, WARM_UP_SECONDS);
    await allHanded(bench);
    arrivals.travelled.length = 0;
    const atRate = await processorPer(bench, timed, () => bench.whileSending(RATE, () => pause(seconds * 1000)));
    const travelled = durationsOf(arrivals.travelled);
    await timed.stop();

    const counted = new Arrivals();
    const counting = await bench.consumer({ eachEvent: false }, counted); // it begins behind what `timed` has committed
    await bench.whileSending(RATE, () => until('the consumer takes events', () => counted.count > 0));
    await pause(1_000);
    const [taken, begin] = [counted.count, performance.now()];
    let sent = { perSecond: 0 };
    const before = sender.sent;
    const atFull = await processorPer(bench, counting, async () => {
      sent = await sender.flood(BATCH, seconds);
      await until('everything is handed', () => counted.count - taken >= sender.sent - before);
    });
    const handedPerSecond = ((sender.sent - before) / (performance.now() - begin)) * 1000;
    await counting.stop();
    return { travelled, atRate, sentPerSecond: sent.perSecond, handedPerSecond, atFull, ...(await catchUp(bench)) };
  });
}

async function allHanded({ sender, arrivals }: Bench): Promise<void> {
  await until('everything is handed', () => arrivals.different >= sender.sent);
}

async function processorPer(bench: Bench, consumer: ConsumerProcess, load: () => Promise<void>): Promise<Processor> {
  const look = async () => ({ sender: ownMs(), consumer: await consumer.processorMs(), broker: await brokerMs() });
  const [before, sent] = [await look(), bench.sender.sent];
  await load();
  const after = await look();
  const thousands = (bench.sender.sent - sent) / 1000;
  const of = (part: keyof Processor): number => (after[part] - before[part]) / thousands;
  return { sender: of('sender'), consumer: of('consumer'), broker: of('broker') };
}

async function catchUp(bench: Bench): Promise<{ caughtUpPerSecond: number }> {
  const arrivals = new Arrivals();
  const late = await bench.consumer({ service: 'late', eachEvent: false }, arrivals);
  await until('the whole topic is handed', () => arrivals.count >= bench.sender.sent);
  await late.stop();
  const [first, last] = [arrivals.batches[0], arrivals.batches.at(-1)];
  if (!first || !last) throw new Error('The topic was empty.');
  return { caughtUpPerSecond: ((arrivals.count - first.count) / (last.at - first.at)) * 1000 };
}
