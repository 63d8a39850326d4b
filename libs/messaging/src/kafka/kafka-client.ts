import { connect, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Logger } from '@nestjs/common';
import kafkajs, { type ISocketFactory, type Kafka, type KafkaConfig, type logCreator } from 'kafkajs';
import { patchConnections } from './connection-patches.js';
import { patchRequestQueue } from './request-queue-patch.js';

/** How to reach the cluster, and what its topics look like. */
export interface KafkaSettings {
  /** `host:port` of one or more brokers. */
  brokers: readonly string[];
  ssl?: KafkaConfig['ssl'];
  sasl?: KafkaConfig['sasl'];
  /** Starts the names of our topics and groups, so that several installations share a cluster. */
  prefix: string;
  /** Partitions of a topic that we create; more than an existing topic has are added, fewer are left as they are. */
  partitions: number;
  /** Copies of each partition; with 3 or more, an event counts as sent when two hold it. */
  replicationFactor: number;
  /** Milliseconds until a client sees new partitions and new leaders without an error to tell it. */
  metadataMaxAge: number;
  /** Milliseconds after which a request that the broker does not answer is made again, on another connection. */
  requestTimeout: number;
  /** Milliseconds without a heartbeat after which a member's partitions go to others; at least 6,000 on most clusters. */
  sessionTimeout: number;
}

export const DEFAULT_KAFKA_SETTINGS = {
  prefix: 'lianban.',
  partitions: 6,
  replicationFactor: 1,
  metadataMaxAge: 30_000, // kafkajs: 5 minutes, for which new partitions would be silent
  requestTimeout: 15_000, // kafkajs: 30 seconds, for which a connection that is gone without a word would hold up everything
  sessionTimeout: 10_000,
} as const satisfies Partial<KafkaSettings>;

const KEEP_ALIVE = 60_000;

/**
 * A client of its own for one producer, consumer or administration task: clients that share a `Kafka` also share the
 * committed offsets that they believe in.
 */
export function createKafka(settings: KafkaSettings, clientId: string): Kafka {
  patchConnections();
  patchRequestQueue();
  return new kafkajs.Kafka({
    clientId,
    brokers: [...settings.brokers],
    ssl: settings.ssl,
    sasl: settings.sasl,
    connectionTimeout: 3_000,
    requestTimeout: settings.requestTimeout,
    socketFactory: withoutDelay,
    logCreator: toNestLogger,
    logLevel: kafkajs.logLevel.WARN,
    // Our own loops try for ever and say so; inside, a few quick tries are enough to follow a new leader.
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 },
  });
}

/** kafkajs leaves Nagle's algorithm on: a request behind an unacknowledged one would wait for up to 40 ms. */
const withoutDelay: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  const servername = isIP(host) ? undefined : host;
  const socket = ssl ? connectTls({ ...ssl, host, port, servername }, onConnect) : connect({ host, port }, onConnect);
  return socket.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE);
};

/** kafkajs reports as errors what it retries by itself, a loading coordinator for example; what fails it also throws. */
const toNestLogger: logCreator = () => {
  const logger = new Logger('kafkajs');
  return ({ namespace, log }) => {
    logger.debug(`${namespace}: ${log.message}${typeof log.error === 'string' ? ` (${log.error})` : ''}`);
  };
};
