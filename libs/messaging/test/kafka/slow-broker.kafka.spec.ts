import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kafkaBrokers, until } from '#testing';
import { createKafka, DEFAULT_KAFKA_SETTINGS } from '../../src/kafka/kafka-client.js';

/** How long a client waits for an answer; for the first one as long as for a connection, three seconds. */
const PATIENCE_MS = 1_000;
const LATE_MS = 5_000;

let proxy: Server;
let connections = 0;

/** Nothing of what the broker says on the first connection comes before `LATE_MS`. */
beforeAll(async () => {
  const [host, port] = kafkaBrokers()[0]!.split(':');
  proxy = createServer((client) => {
    const broker = connect(Number(port), host);
    const passing = connections++ === 0 ? pause(LATE_MS) : Promise.resolve();
    client.on('data', (piece) => broker.write(piece)).on('error', () => undefined);
    broker.on('data', (piece) => void passing.then(() => client.write(piece))).on('error', () => undefined);
    client.on('close', () => broker.destroy());
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => void proxy.close());

it('a broker whose first answer comes too late is asked again on the connection that stays', async () => {
  const brokers = [`127.0.0.1:${(proxy.address() as AddressInfo).port}`];
  const admin = createKafka({ ...DEFAULT_KAFKA_SETTINGS, brokers, requestTimeout: PATIENCE_MS }, 'slow-broker').admin();
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
