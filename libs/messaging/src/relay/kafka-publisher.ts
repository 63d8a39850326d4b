import type { PartitionerArgs, Producer } from 'kafkajs';
import { createKafka, type KafkaSettings } from '../kafka/kafka-client.js';
import { placeBySlot } from '../kafka/partition.js';
import { ensureTopics, topicOf } from '../kafka/topics.js';
import type { WireMessage } from '../kafka/wire.js';
import { MessageTooLargeError, type Publisher } from './publisher.js';

const ALL_REPLICAS = -1;

/** Sends to the topic of one source service. */
export class KafkaPublisher implements Publisher {
  private readonly producer: Producer;
  private readonly topic: string;
  private placed = new Set<number>();
  private partitions: number;
  private topicKnown = false;

  constructor(
    private readonly settings: KafkaSettings,
    private readonly source: string,
  ) {
    this.topic = topicOf(settings, source);
    this.partitions = settings.partitions;
    this.producer = createKafka(settings, `${settings.prefix}${source}-relay`).producer({
      createPartitioner: () => (args) => this.place(args),
      allowAutoTopicCreation: false,
      metadataMaxAge: settings.metadataMaxAge,
      maxInFlightRequests: 1,
    });
  }

  get partitionCount(): number {
    return this.partitions;
  }

  async open(): Promise<void> {
    await this.producer.connect();
    await this.ensureTopic();
  }

  async send(messages: readonly WireMessage[]): Promise<void> {
    await this.ensureTopic();
    this.placed.clear();
    try {
      const results = await this.producer.send({ topic: this.topic, acks: ALL_REPLICAS, messages: [...messages] });
      // kafkajs leaves out, without a word, messages for a partition that it knows no leader of.
      const stored = new Set(results.filter(({ errorCode }) => errorCode === 0).map(({ partition }) => partition));
      const unanswered = [...this.placed].filter((partition) => !stored.has(partition));
      if (unanswered.length > 0) {
        throw new Error(`No answer for partitions ${unanswered.join(', ')} of ${this.topic}; sending again.`);
      }
    } catch (error) {
      throw this.translated(error);
    }
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
  }

  private place(args: PartitionerArgs): number {
    this.partitions = args.partitionMetadata.length;
    const partition = placeBySlot(args);
    this.placed.add(partition);
    return partition;
  }

  private async ensureTopic(): Promise<void> {
    if (this.topicKnown) return;
    await ensureTopics(this.settings, [this.source]);
    this.topicKnown = true;
  }

  private translated(error: unknown): unknown {
    const types = protocolErrors(error);
    if (types.includes('MESSAGE_TOO_LARGE')) {
      return new MessageTooLargeError(`${this.topic} refuses a batch of this size.`, { cause: error });
    }
    if (types.includes('UNKNOWN_TOPIC_OR_PARTITION')) this.topicKnown = false; // deleted: made anew before the next send
    return error;
  }
}

/** The broker's error names in an error of kafkajs, which wraps them in one another. */
function protocolErrors(error: unknown): string[] {
  const types: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('type' in at && typeof at.type === 'string') types.push(at.type);
  }
  return types;
}
