import { setTimeout as pause } from 'node:timers/promises';
import {
  Consumer,
  MessagesStreamFallbackModes,
  MessagesStreamModes,
  type GroupAssignment,
  type Message,
  type MessagesStream,
} from '@platformatic/kafka';
import { ensureTopics, groupOf, topicOf, type ApplyBatch, type KafkaSettings } from '#messaging';
import { SourceQueue } from './source-queue.js';

type Stream = MessagesStream<Buffer, Buffer, Buffer, Buffer>;

/** The same as the product asks of kafkajs. */
const MAX_WAIT = 500;
const MAX_PARTITION_BYTES = 64 * 1024;
const REBALANCE_TIMEOUT = 60_000;
const HEARTBEAT = 1_000;
const COMMIT_INTERVAL = 1_000;
const CLOSE_DEADLINE = 10_000;
/** Messages that wait for a handler before nothing more is fetched: the client pauses a stream, not a partition. */
const MOST_WAITING = 2_000;

/** One life of a consumer on `@platformatic/kafka`, in the place of the product's `ConsumerSession`. */
export class PlatformaticSession {
  private readonly closing = new AbortController();
  private readonly consumer: Consumer;
  private readonly queues = new Map<string, SourceQueue>();
  private stream: Stream | null = null;
  private starting: Promise<Stream> | null = null;
  private committing: NodeJS.Timeout | null = null;

  constructor(
    groupProtocol: 'classic' | 'consumer',
    private readonly settings: KafkaSettings,
    service: string,
    private readonly sources: readonly string[],
    apply: ApplyBatch,
  ) {
    const { prefix, brokers, metadataMaxAge, sessionTimeout } = settings;
    this.consumer = new Consumer({
      clientId: `${prefix}${service}`,
      groupId: groupOf(settings, service),
      bootstrapBrokers: [...brokers],
      metadataMaxAge,
      connectTimeout: 3_000,
      retries: 5,
      retryDelay: 100,
      autocommit: false,
      maxWaitTime: MAX_WAIT,
      maxBytesPerPartition: MAX_PARTITION_BYTES,
      rebalanceTimeout: REBALANCE_TIMEOUT,
      ...(groupProtocol === 'consumer'
        ? { groupProtocol } // the broker says how often a member shows that it lives
        : { sessionTimeout, heartbeatInterval: Math.min(HEARTBEAT, sessionTimeout / 4) }),
    });
    this.consumer.on('consumer:group:join', ({ assignments }) => this.assigned(assignments ?? []));
    for (const source of sources) {
      const parts = { source, apply, signal: this.closing.signal, worked: () => this.worked() };
      this.queues.set(topicOf(settings, source), new SourceQueue(parts));
    }
  }

  /** Consumes until the stream ends; throws what it ended of. */
  async run(): Promise<never> {
    this.starting = this.start();
    const stream = await this.starting;
    throw await new Promise<Error>((resolve) => {
      stream.once('error', resolve);
      stream.once('close', () => resolve(new Error('The stream was closed.')));
    });
  }

  async close(): Promise<void> {
    this.closing.abort();
    const deadline = new AbortController();
    const late = pause(CLOSE_DEADLINE, undefined, { signal: deadline.signal });
    await Promise.race([this.leave(), late]).catch(() => undefined);
    deadline.abort();
  }

  async settled(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.settled()));
  }

  private async start(): Promise<Stream> {
    await ensureTopics(this.settings, this.sources);
    this.closing.signal.throwIfAborted();
    const stream = await this.consumer.consume({
      topics: this.sources.map((source) => topicOf(this.settings, source)),
      mode: MessagesStreamModes.COMMITTED,
      fallbackMode: MessagesStreamFallbackModes.EARLIEST,
    });
    this.stream = stream;
    stream.on('error', () => undefined); // `run` tells; one that comes while closing would end the process
    stream.on('data', (message: Message) => this.take(message));
    return stream;
  }

  private take(message: Message): void {
    this.queues.get(message.topic)?.add(message);
    if (this.waiting() >= MOST_WAITING) this.stream?.pause();
  }

  private waiting(): number {
    return [...this.queues.values()].reduce((sum, { waiting }) => sum + waiting, 0);
  }

  private worked(): void {
    this.committing ??= setTimeout(() => void this.commit(), COMMIT_INTERVAL);
    if (this.stream?.isPaused() && this.waiting() < MOST_WAITING / 2) this.stream.resume();
  }

  private assigned(assignments: readonly GroupAssignment[]): void {
    for (const [topic, queue] of this.queues) {
      queue.assigned(assignments.find((assignment) => assignment.topic === topic)?.partitions ?? []);
    }
  }

  private async commit(): Promise<void> {
    if (this.committing) clearTimeout(this.committing);
    this.committing = null;
    const offsets = [...this.queues].flatMap(([topic, queue]) => queue.takeDone().map((done) => ({ topic, ...done })));
    if (offsets.length > 0) await this.consumer.commit({ offsets }).catch(() => undefined); // read again, known by marks
  }

  private async leave(): Promise<void> {
    await this.starting?.catch(() => undefined);
    await this.commit();
    await this.consumer.close(true);
  }
}
