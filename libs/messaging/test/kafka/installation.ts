import { randomBytes, randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { expect, onTestFinished } from 'vitest';
import { createTestDatabase, kafkaBrokers, until, type DatabaseTemplate } from '#testing';
import { readInt8AsNumber } from '../../src/database/int8.js';
import { queryableOf } from '../../src/database/run-statement.js';
import { DEFAULT_KAFKA_SETTINGS, type KafkaSettings } from '../../src/kafka/kafka-client.js';
import { appendEvents } from '../../src/log/append-events.js';
import { EventLogReader } from '../../src/log/event-log-reader.js';
import type { LogEvent } from '../../src/log-event.js';
import { LogSignal } from '../../src/log-signal.js';
import type { AlarmCode } from '../../src/observe/alarm.js';
import { NO_METRICS } from '../../src/observe/metrics.js';
import { messagingMigrationSql } from '../../src/persistence/messaging-migration.js';
import { relayParts } from '../../src/relay/create-relay.js';
import { Relay, type RelayParts } from '../../src/relay/relay.js';
import { createConsumer, type ConsumerOptions, type ConsumerUnderTest } from './consumer-under-test.js';
import { CONSUMER, logOf, SOURCE, urlOf } from './schemas.js';

const TEMPLATE: DatabaseTemplate = {
  name: 'kafka_path',
  async prepare(url) {
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    for (const schema of [SOURCE, CONSUMER]) {
      await admin.query(`CREATE SCHEMA ${schema}`);
      await admin.query(`SET search_path = ${schema}`);
      for (const statement of messagingMigrationSql()) await admin.query(statement);
    }
    await admin.query(`CREATE TABLE applied (
      turn bigint GENERATED ALWAYS AS IDENTITY, position bigint, event_id uuid, aggregate_id uuid, aggregate_version integer,
      bytes integer)`);
    await admin.end();
  },
};

export interface InstallationOptions {
  brokers?: string[];
  kafka?: Partial<KafkaSettings>;
}

/** One row of what the consumer's projection wrote down, in the order of its writing. */
export interface Applied {
  position: number;
  event_id: string;
  aggregate_id: string;
  aggregate_version: number;
  bytes: number;
}

/** A source and a consuming service on real PostgreSQL and Kafka, apart from every other test. Ends with the test. */
export class Installation {
  readonly signal = new LogSignal();
  readonly alarms: { code: AlarmCode; message: string }[] = [];
  readonly alarm = { raise: (code: AlarmCode, message: string) => void this.alarms.push({ code, message }) };
  private readonly versions = new Map<string, number>();
  private readonly endings: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly databaseUrl: string,
    readonly kafka: KafkaSettings,
    private readonly source: pg.Pool,
    private readonly consumer: pg.Pool,
  ) {}

  static async create(options: InstallationOptions = {}): Promise<Installation> {
    readInt8AsNumber();
    Logger.overrideLogger(['error']); // outages are what these tests are about
    const database = await createTestDatabase({ template: TEMPLATE });
    const pools = [SOURCE, CONSUMER].map((schema) => new pg.Pool({ connectionString: urlOf(database.url, schema) }));
    const kafka: KafkaSettings = {
      ...DEFAULT_KAFKA_SETTINGS,
      brokers: options.brokers ?? kafkaBrokers(),
      prefix: `${randomBytes(4).toString('hex')}.`,
      metadataMaxAge: 1_000,
      ...options.kafka,
    };
    const installation = new Installation(database.url, kafka, pools[0]!, pools[1]!);
    onTestFinished(async () => {
      for (const end of installation.endings.toReversed()) await end();
      await Promise.all(pools.map((pool) => pool.end()));
      await database.drop();
    });
    return installation;
  }

  /** Ends before the database does. */
  atEnd(end: () => Promise<unknown>): void {
    this.endings.push(end);
  }

  /** Appends `count` events in one transaction, one after the other of the given aggregates in turn. */
  async append(count: number, aggregates: readonly string[] = ALL_SLOTS, data: unknown = {}): Promise<void> {
    const events = Array.from({ length: count }, (_, index) => {
      const aggregateId = aggregates[index % aggregates.length]!;
      const aggregateVersion = (this.versions.get(aggregateId) ?? 0) + 1;
      this.versions.set(aggregateId, aggregateVersion);
      return {
        type: 'happened',
        version: 1,
        aggregateId,
        aggregateVersion,
        occurredAt: new Date(),
        actor: 'test',
        data,
      };
    });
    await appendEvents(queryableOf(this.source), events);
    this.signal.wake(SOURCE);
  }

  /** A relay whose parts can be replaced before it starts. */
  relay(change: (parts: RelayParts) => Partial<RelayParts> = () => ({}), leaseDuration?: number): Relay {
    const { kafka, signal, alarm, databaseUrl } = this;
    const parts = relayParts({ log: logOf(databaseUrl), kafka, signal, alarm, metrics: NO_METRICS, leaseDuration });
    const relay = new Relay({ ...parts, ...change(parts) });
    this.atEnd(() => relay.stop());
    relay.start();
    return relay;
  }

  async startConsumer(options: Partial<ConsumerOptions> = {}): Promise<ConsumerUnderTest> {
    const { databaseUrl, kafka, alarm } = this;
    const consumer = createConsumer({ databaseUrl, kafka, alarm, ...options });
    this.atEnd(() => consumer.stop());
    await consumer.start();
    return consumer;
  }

  query<R extends pg.QueryResultRow>(sql: string, params: unknown[] = []): Promise<R[]> {
    return this.consumer.query<R>(sql, params).then(({ rows }) => rows);
  }

  querySource<R extends pg.QueryResultRow>(sql: string, params: unknown[] = []): Promise<R[]> {
    return this.source.query<R>(sql, params).then(({ rows }) => rows);
  }

  /** The whole log, as a relay reads it. */
  async log(): Promise<LogEvent[]> {
    const reader = new EventLogReader(queryableOf(this.source), logOf(this.databaseUrl));
    return (await reader.after({ position: 0, id: null }, 1_000_000)).events;
  }

  applied(): Promise<Applied[]> {
    return this.query<Applied>('SELECT * FROM applied ORDER BY turn');
  }

  /** Waits until the relay's cursor is at the log's end. */
  async relayed(deadline?: number): Promise<void> {
    const behind = 'SELECT (SELECT max(position) FROM event_log) - cursor AS behind FROM relay_cursor';
    await until(
      'the relay has sent everything',
      async () => (await this.querySource<{ behind: number }>(behind))[0]?.behind === 0,
      deadline,
    );
  }

  /** Waits until as many events are applied as the log holds, and fails unless each was applied once and in order. */
  async everythingApplied(deadline = 30_000): Promise<void> {
    const log = await this.log();
    const count = 'SELECT count(*) FROM applied';
    const enough = async () => (await this.query<{ count: number }>(count))[0]!.count >= log.length;
    await until(`all ${log.length} events are applied`, enough, deadline);
    await this.appliedOnceInOrder();
  }

  /** Fails unless what is applied so far was applied once and in order per aggregate. */
  async appliedOnceInOrder(): Promise<void> {
    const applied = await this.applied();
    const ids = applied.map(({ event_id }) => event_id);
    expect(ids.length - new Set(ids).size, 'events applied twice').toBe(0);
    const versions = new Map<string, number>();
    for (const { aggregate_id, aggregate_version, position } of applied) {
      expect(aggregate_version, `version at position ${position}`).toBe((versions.get(aggregate_id) ?? 0) + 1);
      versions.set(aggregate_id, aggregate_version);
    }
  }
}

/** A new aggregate whose events lie in `slot`. */
export function aggregateInSlot(slot: number): string {
  return randomUUID().slice(0, -2) + slot.toString(16).padStart(2, '0');
}

/** One aggregate of each slot. Tests have databases of their own, so they may share them. */
export const ALL_SLOTS = Array.from({ length: 64 }, (_, slot) => aggregateInSlot(slot));
