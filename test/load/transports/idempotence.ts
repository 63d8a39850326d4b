import { Producer, ProduceAcks, stringSerializers } from '@platformatic/kafka';
import {
  createKafka,
  DEFAULT_KAFKA_SETTINGS,
  ensureTopics,
  partitionOf,
  slotOf,
  topicOf,
  type KafkaSettings,
  type WireMessage,
} from '#messaging';
import type { Broker } from '../../../deploy/kafka/broker.js';
import { LoadSender } from './load.js';

const BATCH = 200;

interface IdempotentProducer {
  open(): Promise<void>;
  send(messages: readonly WireMessage[]): Promise<void>;
  close(): Promise<void>;
}

/** Producers that number their batches, so that the broker stores a retry of theirs once. */
const PRODUCERS: Record<'kafkajs' | 'platformatic', (settings: KafkaSettings) => IdempotentProducer> = {
  kafkajs: (settings) => {
    const producer = createKafka(settings, 'idempotent').producer({ idempotent: true, maxInFlightRequests: 1 });
    return {
      open: () => producer.connect(),
      send: async (messages) => {
        const topic = topicOf(settings, 'tasks');
        await producer.send({ topic, acks: -1, messages: messages.map((each) => ({ ...each, ...placed(each) })) });
      },
      close: () => producer.disconnect(),
    };
  },
  platformatic: (settings) => {
    const producer = new Producer({
      clientId: 'idempotent',
      bootstrapBrokers: [...settings.brokers],
      serializers: stringSerializers,
      acks: ProduceAcks.ALL,
      idempotent: true,
    });
    return {
      open: async () => void (await producer.initIdempotentProducer({})),
      send: async (messages) => {
        const topic = topicOf(settings, 'tasks');
        const headers = {};
        await producer.send({ messages: messages.map((each) => ({ ...each, headers, topic, ...placed(each) })) });
      },
      close: () => producer.close(),
    };
  },
};

function placed({ key }: WireMessage): { partition: number } {
  return { partition: partitionOf(slotOf(key), DEFAULT_KAFKA_SETTINGS.partitions) };
}

/** Events per second that an idempotent producer gets acknowledged, in batches of 200, one in flight. */
export async function measureIdempotence(
  client: keyof typeof PRODUCERS,
  broker: Broker,
  seconds: number,
): Promise<number> {
  const settings = { ...DEFAULT_KAFKA_SETTINGS, brokers: [broker.bootstrap], prefix: `${client}.idempotent.` };
  await ensureTopics(settings, ['tasks']);
  const producer = PRODUCERS[client](settings);
  await producer.open();
  try {
    return (await new LoadSender(producer).flood(BATCH, seconds)).perSecond;
  } finally {
    await producer.close();
  }
}
