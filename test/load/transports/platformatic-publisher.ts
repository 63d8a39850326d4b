import { ProduceAcks, Producer, stringSerializers, type GenericError } from '@platformatic/kafka';
import {
  ensureTopics,
  MessageTooLargeError,
  partitionOf,
  slotOf,
  topicOf,
  type KafkaSettings,
  type Publisher,
  type WireMessage,
} from '#messaging';

/** The relay's port on `@platformatic/kafka`; without TLS and SASL, which are not compared. */
export class PlatformaticPublisher implements Publisher {
  private readonly producer: Producer<string, string, string, string>;
  private readonly topic: string;
  private partitions: number;
  private topicKnown = false;

  constructor(
    private readonly settings: KafkaSettings,
    private readonly source: string,
  ) {
    this.topic = topicOf(settings, source);
    this.partitions = settings.partitions;
    this.producer = new Producer({
      clientId: `${settings.prefix}${source}-relay`,
      bootstrapBrokers: [...settings.brokers],
      serializers: stringSerializers,
      acks: ProduceAcks.ALL,
      metadataMaxAge: settings.metadataMaxAge,
      connectTimeout: 3_000,
      retries: 5,
      retryDelay: 100,
    });
  }

  get partitionCount(): number {
    return this.partitions;
  }

  async open(): Promise<void> {
    await this.learn();
  }

  async send(messages: readonly WireMessage[]): Promise<void> {
    try {
      await this.learn();
      const placed = messages.map(({ key, value, headers }) => ({
        topic: this.topic,
        partition: partitionOf(slotOf(key), this.partitions),
        key,
        value,
        headers: headers as Record<string, string>,
      }));
      const { offsets = [] } = await this.producer.send({ messages: placed });
      const stored = new Set(offsets.map(({ partition }) => partition));
      const unanswered = placed.find(({ partition }) => !stored.has(partition));
      if (unanswered) throw new Error(`No answer for partition ${unanswered.partition} of ${this.topic}.`);
    } catch (error) {
      throw this.translated(error);
    }
  }

  async close(): Promise<void> {
    await this.producer.close();
  }

  /** The client remembers the metadata as long as they count; it asks nobody then. */
  private async learn(): Promise<void> {
    if (!this.topicKnown) await ensureTopics(this.settings, [this.source]);
    this.topicKnown = true;
    const { topics } = await this.producer.metadata({ topics: [this.topic] });
    this.partitions = topics.get(this.topic)?.partitionsCount ?? this.partitions;
  }

  private translated(error: unknown): unknown {
    const is = (name: string): boolean => !!(error as GenericError).findBy?.('apiId', name);
    if (is('MESSAGE_TOO_LARGE')) {
      return new MessageTooLargeError(`${this.topic} refuses a batch of this size.`, { cause: error });
    }
    if (is('UNKNOWN_TOPIC_OR_PARTITION')) this.topicKnown = false; // deleted: made anew before the next send
    return error;
  }
}
