import { setTimeout as pause } from 'node:timers/promises';
import { DEFAULT_KAFKA_SETTINGS, type KafkaSettings, type Publisher } from '#messaging';
import type { Broker } from '../../../deploy/kafka/broker.js';
import { processesBelow } from '../processes.js';
import { CLIENTS, type ClientName } from './clients.js';
import { Arrivals, ConsumerProcess } from './consumer-process.js';
import type { ConsumerInput } from './consumer.js';
import { LoadSender } from './load.js';

const SOURCE = 'tasks';
const LOOK_MS = 5;
const GIVE_UP_MS = 90_000;

/** One topic, one sender and the consumers of one group, on one client. */
export class Bench {
  readonly arrivals = new Arrivals();
  readonly sender: LoadSender;
  private readonly publisher: Publisher;
  private readonly consumers: ConsumerProcess[] = [];

  private constructor(
    private readonly client: ClientName,
    readonly settings: KafkaSettings,
  ) {
    this.publisher = CLIENTS[client].publisher(settings, SOURCE);
    this.sender = new LoadSender(this.publisher);
  }

  /** Runs `work` on a topic of its own and ends what it started. */
  static async on<T>(client: ClientName, broker: Broker, name: string, work: (bench: Bench) => Promise<T>): Promise<T> {
    const prefix = `${client.replaceAll(/\W+/g, '-')}.${name}.`;
    const bench = new Bench(client, { ...DEFAULT_KAFKA_SETTINGS, brokers: [broker.bootstrap], prefix });
    try {
      await bench.publisher.open();
      return await work(bench);
    } finally {
      await Promise.all(bench.consumers.map((consumer) => consumer.stop()));
      await bench.publisher.close();
    }
  }

  /** Starts a consumer of the group `service`; by default of the one whose arrivals are counted. */
  async consumer(
    options: Partial<Pick<ConsumerInput, 'service' | 'eachEvent' | 'publishes'>> = {},
    arrivals = this.arrivals,
  ): Promise<ConsumerProcess> {
    const input = { service: 'watch', eachEvent: true, publishes: false, ...options };
    const parts = { client: this.client, settings: this.settings, source: SOURCE };
    const consumer = await ConsumerProcess.start({ ...parts, ...input }, arrivals);
    this.consumers.push(consumer);
    return consumer;
  }

  /** Sends so many events a second until `work` is done. */
  async whileSending<T>(perSecond: number, work: () => Promise<T>): Promise<T> {
    let ended = false;
    const sending = this.sender.paced(perSecond, () => ended);
    try {
      return await work();
    } finally {
      ended = true;
      await sending;
    }
  }
}

/** Looks until `holds`. A measurement that waits for ever measures nothing. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  if (!(await within(GIVE_UP_MS, holds))) throw new Error(`Not reached within ${GIVE_UP_MS / 1000} s: ${what}.`);
}

/** Whether `holds` within so many milliseconds. */
export async function within(milliseconds: number, holds: () => boolean): Promise<boolean> {
  for (const end = Date.now() + milliseconds; !holds(); await pause(LOOK_MS)) if (Date.now() > end) return false;
  return true;
}

/** Milliseconds of processor time of the run's broker. */
export async function brokerMs(): Promise<number> {
  const brokers = (await processesBelow(process.pid)).filter(({ part }) => part === 'broker');
  return brokers.reduce((sum, { processorMs }) => sum + processorMs, 0);
}

export function ownMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
