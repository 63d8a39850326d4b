import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPrivateBroker, Line, until, type PrivateBroker } from '#testing';
import { createKafka, DEFAULT_KAFKA_SETTINGS } from '../../src/kafka/kafka-client.js';

/** How long a client waits for an answer; for the first one as long as for a connection, three seconds. */
const PATIENCE_MS = 1_000;
const LATE_MS = 5_000;

let line: Line;
let broker: PrivateBroker;

/** A broker that everybody reaches over the line alone. */
beforeAll(async () => {
  line = await Line.open(() => Number(broker.bootstrap.split(':')[1]));
  broker = await createPrivateBroker({ config: { 'advertised.listeners': `PLAINTEXT://${line.address}` } });
}, 60_000);
afterAll(async () => {
  line.close();
  await broker.drop();
});

async function withAdmin(work: (topics: () => Promise<string[]>) => Promise<void>): Promise<void> {
  const settings = { ...DEFAULT_KAFKA_SETTINGS, brokers: [line.address], requestTimeout: PATIENCE_MS };
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
  const late = pause(LATE_MS);
  line.answer = (piece, client) => void late.then(() => client.write(piece));
  await withAdmin(async (topics) => {
    expect(await until('the broker answers', topics, 30_000)).toBeInstanceOf(Array);
  });
}, 60_000);

it('a connection on which nothing comes any more is given up for another', async () => {
  await withAdmin(async (topics) => {
    const before = await topics();
    line.swallow();
    expect(await until('the broker answers', topics, 30_000)).toEqual(before);
  });
}, 60_000);
