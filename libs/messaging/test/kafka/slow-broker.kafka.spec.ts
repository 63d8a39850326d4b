import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPrivateBroker, until, type PrivateBroker } from '#testing';
import { createKafka, DEFAULT_KAFKA_SETTINGS } from '../../src/kafka/kafka-client.js';

/** How long a client waits for an answer; for the first one as long as for a connection, three seconds. */
const PATIENCE_MS = 1_000;
const LATE_MS = 5_000;

/** What passes the broker's answers on; any more connections pass all at once. */
type Passing = (piece: Buffer, client: Socket) => void;

let proxy: Server;
let address: string;
let broker: PrivateBroker;
const nextConnections: Passing[] = [];

/** A broker that everybody reaches through the proxy alone. */
beforeAll(async () => {
  proxy = createServer((client) => {
    const [host, port] = broker.bootstrap.split(':');
    const line = connect(Number(port), host);
    const pass = nextConnections.shift() ?? ((piece: Buffer) => client.write(piece));
    client.on('data', (piece) => line.write(piece)).on('error', () => undefined);
    line.on('data', (piece) => pass(piece, client)).on('error', () => undefined);
    client.on('close', () => line.destroy());
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  address = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  broker = await createPrivateBroker({ config: { 'advertised.listeners': `PLAINTEXT://${address}` } });
}, 60_000);
afterAll(async () => {
  proxy.close();
  await broker.drop();
});

async function withAdmin(work: (topics: () => Promise<string[]>) => Promise<void>): Promise<void> {
  const settings = { ...DEFAULT_KAFKA_SETTINGS, brokers: [address], requestTimeout: PATIENCE_MS };
  const admin = createKafka(settings, 'slow-broker').admin();
  try {
    await work(async () => {
      await admin.connect();
      return admin.listTopics();
    });
  } finally {
    await admin.disconnect();
  }
}

it('a broker whose first answer comes too late is asked again on the connection that stays', async () => {
  const passing = pause(LATE_MS);
  nextConnections.push((piece, client) => void passing.then(() => client.write(piece)));
  await withAdmin(async (topics) => {
    expect(await until('the broker answers', topics, 30_000)).toBeInstanceOf(Array);
  });
}, 60_000);

it('a connection on which nothing comes any more is given up for another', async () => {
  let silent = false;
  nextConnections.push((piece, client) => silent || client.write(piece));
  await withAdmin(async (topics) => {
    const before = await topics();
    silent = true;
    expect(await until('the broker answers', topics, 30_000)).toEqual(before);
  });
}, 60_000);
