import {
  KafkaPublisher,
  KafkaTransport,
  type KafkaSettings,
  type KafkaTransportOptions,
  type Publisher,
  type Transport,
} from '#messaging';
import { PlatformaticPublisher } from './platformatic-publisher.js';
import { PlatformaticSession } from './platformatic-session.js';

/** One way to speak to Kafka, behind the ports of the product. */
interface Client {
  publisher(settings: KafkaSettings, source: string): Publisher;
  transport(options: KafkaTransportOptions): Transport;
}

/** What is compared. All else, the topics, the looks at the log and the marks, is the product's. */
export const CLIENTS = {
  kafkajs: {
    publisher: (settings, source) => new KafkaPublisher(settings, source),
    transport: (options) => new KafkaTransport(options),
  },
  platformatic: {
    publisher: (settings, source) => new PlatformaticPublisher(settings, source),
    transport: (options) => new KafkaTransport(options, (...parts) => new PlatformaticSession('classic', ...parts)),
  },
  /** The same with KIP-848: the broker assigns the partitions and moves only those that must move. */
  'platformatic, new groups': {
    publisher: (settings, source) => new PlatformaticPublisher(settings, source),
    transport: (options) => new KafkaTransport(options, (...parts) => new PlatformaticSession('consumer', ...parts)),
  },
} as const satisfies Record<string, Client>;

export type ClientName = keyof typeof CLIENTS;
