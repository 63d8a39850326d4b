import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kafkaBrokers, until } from '#testing';
import { createKafka, DEFAULT_KAFKA_SETTINGS } from '../../src/kafka/kafka-client.js';

/** Longer than a client waits for the first answer of a broker. */
const LATE_MS = 4_000;

let proxy: Server;
/** Of the next connection: how much later the broker's answers come. */
let delays: number[];

beforeAll(async () => {
  const [host, port] = kafkaBrokers()[0]!.split(':');
  proxy = createServer((client) => {
    const broker = connect(Number(port), host);
    const late = delays.shift() ?? 0;
    client.on('data', (piece) => broker.write(piece)).on('error', () => undefined);
    broker.on('data', (piece) => void pause(late).then(() => client.write(piece))).on('error', () => undefined);
    client.on('close', () => broker.destroy());
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => void proxy.close());

it('a broker whose first answer comes too late is asked again on the connection that stays', async () => {
  delays = [LATE_MS];
  const brokers = [`127.0.0.1:${(proxy.address() as AddressInfo).port}`];
  const admin = createKafka({ ...DEFAULT_KAFKA_SETTINGS, brokers }, 'slow-broker').admin();
  const listed = async () => {
    await admin.connect();
    return admin.listTopics();
  };
  try {
    expect(await until('the broker answers', listed, 30_000)).toBeInstanceOf(Array);
  } finally {
    await admin.disconnect();
  }
}, 60_000);
