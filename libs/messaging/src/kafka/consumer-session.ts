import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer } from 'kafkajs';
import { BatchHandler } from './batch-handler.js';
import type { ApplyBatch } from './gatherer.js';
import { createKafka, type KafkaSettings } from './kafka-client.js';
import { ensureTopics, groupOf, topicOf } from './topics.js';

/** Bounds how long an idle fetch waits, and with it a resume, a heartbeat and a stop. */
const MAX_WAIT = 500;
/** Batches of a fetch start at once and are gathered. kafkajs walks through as many workers for each of them. */
const LEAST_CONCURRENCY = 64;
/** Some hundred events over all partitions: the first batch after a start runs them one by one. */
const MAX_PARTITION_BYTES = 64 * 1024;
/** A member learns at its next heartbeat that another one has left: until then nobody reads that one's partitions. */
const HEARTBEAT = 1_000;
const CLOSE_DEADLINE = 10_000;

/**
 * One life of a consumer. A crashed kafkajs consumer is not to be restarted: it is closed, and another one built, with a
 * client of its own.
 */
export class ConsumerSession {
  private readonly closing = new AbortController();
  private readonly consumer: Consumer;
  private readonly batches: BatchHandler;
  private readonly crashed: Promise<Error>;
  private starting: Promise<void> = Promise.resolve();

  constructor(
    private readonly settings: KafkaSettings,
    service: string,
    private readonly sources: readonly string[],
    apply: ApplyBatch,
  ) {
    this.batches = new BatchHandler(settings, apply, this.closing.signal);
    this.consumer = createKafka(settings, `${settings.prefix}${service}`).consumer({
      groupId: groupOf(settings, service),
      allowAutoTopicCreation: false,
      metadataMaxAge: settings.metadataMaxAge,
      maxWaitTimeInMs: MAX_WAIT,
      maxBytesPerPartition: MAX_PARTITION_BYTES,
      sessionTimeout: settings.sessionTimeout,
      heartbeatInterval: Math.min(HEARTBEAT, settings.sessionTimeout / 4),
      // By itself it would restart even after it was closed during an outage, and join the group as a member that nobody
      // knows of.
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5, restartOnFailure: () => Promise.resolve(false) },
    });
    const { CRASH, GROUP_JOIN } = this.consumer.events;
    this.crashed = new Promise((resolve) => this.consumer.on(CRASH, ({ payload }) => resolve(payload.error)));
    this.consumer.on(GROUP_JOIN, ({ payload }) => this.batches.assigned(payload.memberAssignment));
  }

  /**
   * Consumes until the consumer crashes.
   *
   * @throws the error that it could not start with or crashed of.
   */
  async run(): Promise<never> {
    this.starting = this.start();
    await this.starting;
    throw await this.crashed;
  }

  /** Leaves the group. Handlers that are still running go on; see `settled`. Never throws. */
  async close(): Promise<void> {
    this.closing.abort();
    // Without a broker kafkajs tries for long; what is not over by then ends in the background.
    const deadline = new AbortController();
    const late = pause(CLOSE_DEADLINE, undefined, { signal: deadline.signal });
    await Promise.race([this.leave(), late]).catch(() => undefined);
    deadline.abort();
  }

  /** Resolves when none of this session's handlers runs any more. */
  settled(): Promise<void> {
    return this.batches.settled();
  }

  private async start(): Promise<void> {
    const { signal } = this.closing;
    const topics = this.sources.map((source) => topicOf(this.settings, source));
    const steps = [
      () => ensureTopics(this.settings, this.sources),
      () => this.consumer.connect(),
      () => this.consumer.subscribe({ topics, fromBeginning: true }),
      () =>
        this.consumer.run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          partitionsConsumedConcurrently: Math.max(LEAST_CONCURRENCY, topics.length * this.settings.partitions),
          eachBatch: (payload) => this.batches.handle(payload),
        }),
    ];
    for (const step of steps) {
      signal.throwIfAborted();
      await step();
    }
  }

  private async leave(): Promise<void> {
    // kafkajs goes on connecting after a disconnect, and would end as a member that nobody knows of.
    await this.starting.catch(() => undefined);
    await this.batches.commitOffsets();
    await this.consumer.disconnect();
  }
}
