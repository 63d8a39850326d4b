import { Logger } from '@nestjs/common';
import type { Admin } from 'kafkajs';
import { onTestFinished } from 'vitest';
import {
  DEFAULT_KAFKA_SETTINGS,
  KafkaTransport,
  NO_METRICS,
  Relay,
  relayParts,
  topicOf,
  type EventPath,
  type KafkaSettings,
  type LogAddress,
  type RelayParts,
} from '#messaging';
import { kafkaBrokers, until, withKafkaAdmin } from '#testing';
import type { MemberTransportOptions, TransportKit } from '../harness.js';
import { withAround, type Around } from '../world/around.js';
import type { Member } from '../world/member.js';
import { aggregateInSlot, World, type MemberOptions } from '../world/world.js';

/** Settings under which a test sees in a second what takes half a minute in earnest. */
export function testSettings(world: Pick<World, 'id'>, changes: Partial<KafkaSettings> = {}): KafkaSettings {
  return {
    ...DEFAULT_KAFKA_SETTINGS,
    brokers: kafkaBrokers(),
    prefix: `${world.id}.`,
    metadataMaxAge: 1_000,
    sessionTimeout: 2_000,
    ...changes,
  };
}

/** The relay's own rights on its log, where a member may only read. */
export function relayAddress(world: World, service: string): LogAddress {
  return { service, schema: service, url: world.database.urlFor(`${service}_runtime`) };
}

export function partsOfRelay(world: World, service: string, kafka: KafkaSettings, leaseDuration?: number): RelayParts {
  const { signal, alarm } = world;
  return relayParts({ log: relayAddress(world, service), kafka, signal, alarm, metrics: NO_METRICS, leaseDuration });
}

export function transportOf(
  path: EventPath,
  kafka: KafkaSettings,
  { lookInterval }: MemberTransportOptions,
): KafkaTransport {
  return new KafkaTransport({
    service: path.service,
    settings: kafka,
    readerOf: (source) => path.reader(source),
    lookInterval,
  });
}

export interface KafkaMemberOptions extends MemberOptions {
  around?: Around;
}

/**
 * A world without relays of its own: a test starts those that it wants. Members look only at their start, unless told
 * otherwise: what Kafka brings is to be seen. Ends with the test.
 */
export class KafkaWorld {
  private around: Around = {};

  private constructor(
    readonly world: World,
    readonly kafka: KafkaSettings,
  ) {}

  static async create(changes: Partial<KafkaSettings> = {}): Promise<KafkaWorld> {
    Logger.overrideLogger(['error']); // outages are what these tests are about
    let created: KafkaWorld | undefined;
    const kit: TransportKit = {
      name: 'kafka',
      carry: async () => ({ stop: async () => undefined }),
      transport: (_, path, options) => created!.transport(path, options),
    };
    const world = await World.create(kit);
    onTestFinished(() => world.destroy());
    return (created = new KafkaWorld(world, testSettings(world, changes)));
  }

  get topic(): string {
    return topicOf(this.kafka, 'tasks');
  }

  /** Starts a relay of the tasks' log, whose parts may be replaced before. */
  relay(change: (parts: RelayParts) => Partial<RelayParts> = () => ({}), leaseDuration?: number): Relay {
    const parts = partsOfRelay(this.world, 'tasks', this.kafka, leaseDuration);
    const relay = new Relay({ ...parts, ...change(parts) });
    onTestFinished(() => relay.stop());
    relay.start();
    return relay;
  }

  member({ around = {}, ...options }: KafkaMemberOptions = {}): Member {
    this.around = around;
    return this.world.member(options);
  }

  /** Appends `count` events in one transaction, of the given aggregates in turn. */
  async append(count: number, aggregates: readonly string[] = ALL_SLOTS, data: unknown = {}): Promise<void> {
    const { tasks } = this.world;
    const aggregate = (index: number) => aggregates[index % aggregates.length]!;
    await tasks.append(...Array.from({ length: count }, (_, index) => tasks.event(aggregate(index), 'changed', data)));
  }

  /** Waits until the relay has sent everything that is committed now, whatever is appended meanwhile. */
  async relayed(): Promise<void> {
    const { tasks } = this.world;
    const [end] = await tasks.query<{ position: number }>('SELECT max(position) AS position FROM event_log');
    await until('the relay has sent everything', async () => {
      const [row] = await tasks.query<{ cursor: number }>('SELECT cursor FROM relay_cursor');
      return row!.cursor >= end!.position;
    });
  }

  administrate<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    return withKafkaAdmin([...this.kafka.brokers], work);
  }

  /** Messages that were ever sent to the tasks' topic. */
  async messagesSent(): Promise<number> {
    const offsets = await this.administrate((admin) => admin.fetchTopicOffsets(this.topic));
    return offsets.reduce((sum, { high }) => sum + Number(high), 0);
  }

  /** Waits until messages were sent to as many partitions of the tasks' topic. */
  async partitionsUsed(count: number): Promise<void> {
    await until(`${count} partitions are used`, async () => {
      const offsets = await this.administrate((admin) => admin.fetchTopicOffsets(this.topic));
      return offsets.filter(({ high }) => high !== '0').length === count;
    });
  }

  private transport(path: EventPath, options: MemberTransportOptions) {
    return withAround(transportOf(path, this.kafka, { lookInterval: 600_000, ...options }), this.around);
  }
}

/** One aggregate of each slot. Each test has a database of its own, so that they may share them. */
export const ALL_SLOTS: readonly string[] = Array.from({ length: 64 }, (_, slot) => aggregateInSlot(slot));
