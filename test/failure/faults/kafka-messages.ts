import type { Message } from 'kafkajs';
import type { KafkaHost } from '../installation/kafka-host.js';
import { until } from '../installation/wait.js';
import type { Random } from '../random.js';
import { CLUSTER, type FaultKind } from './fault.js';

const READ_WITHIN_MS = 4_000;
const MOST_AGAIN = 400;

/** Old events come once more, late and in any order. */
const DELIVERED_AGAIN: FaultKind = {
  name: 'events delivered again, late and shuffled',
  modes: CLUSTER,
  takes: ['Kafka'],
  inject: async ({ bench }, random) => {
    const kafka = await bench.kafka();
    const topic = kafka.topic('tasks');
    const old = await messagesOf(kafka, topic, random);
    const chosen = random.shuffled(old).slice(0, MOST_AGAIN);
    await send(kafka, topic, chosen);
    const proof = chosen.length > 0 ? `${chosen.length} of ${old.length} messages sent again` : null;
    return { lasts: 0, heal: () => Promise.resolve(), proof: () => Promise.resolve(proof) };
  },
};

/** Strangers write to our topics. */
const FOREIGN_MESSAGES: FaultKind = {
  name: 'messages that are no events',
  modes: CLUSTER,
  takes: ['Kafka'],
  inject: async ({ bench }, random) => {
    const kafka = await bench.kafka();
    const topic = kafka.topic(random.pick(['tasks', 'departments']));
    const values = ['', 'not JSON', '{}', '[]', 'null', '{"specversion":"1.0","id":7}', 'x'.repeat(100_000), null];
    const messages = random.shuffled(values).map((value) => ({ key: random.hex(8), value }));
    await send(kafka, topic, messages);
    const proof = `${messages.length} messages to ${topic}`;
    return { lasts: 0, heal: () => Promise.resolve(), proof: () => Promise.resolve(proof) };
  },
};

/** Somebody joins the group of a service again and again, takes partitions, reads nothing properly and leaves. */
const REBALANCE_STORM: FaultKind = {
  name: 'rebalance storm',
  modes: CLUSTER,
  takes: ['Kafka'],
  inject: async ({ bench }, random) => {
    const kafka = await bench.kafka();
    const groupId = kafka.group(random.pick(['tasks', 'assessment', 'notifications']));
    let joined = 0;
    for (let visit = random.int(2, 4); visit > 0; visit--) if (await visitGroup(kafka, groupId)) joined++;
    const proof = joined > 0 ? `a stranger joined ${groupId} ${joined} times` : null;
    return { lasts: 0, heal: () => Promise.resolve(), proof: () => Promise.resolve(proof) };
  },
};

async function visitGroup(kafka: KafkaHost, groupId: string): Promise<boolean> {
  const topics = [kafka.topic('departments'), kafka.topic('tasks')]; // members of a group subscribe to the same topics
  const stranger = kafka.client('stranger').consumer({ groupId, allowAutoTopicCreation: false, sessionTimeout: 6_000 });
  let joined = false;
  stranger.on(stranger.events.GROUP_JOIN, () => (joined = true));
  try {
    await stranger.connect();
    await stranger.subscribe({ topics });
    await stranger.run({ autoCommit: false, eachBatch: () => Promise.resolve() });
    await until('the stranger has joined', () => joined, READ_WITHIN_MS);
  } catch {
    return joined; // the group was busy with another rebalance
  } finally {
    await stranger.disconnect().catch(() => undefined);
  }
  return joined;
}

/** What the topic holds now, read as a stranger. */
async function messagesOf(
  kafka: KafkaHost,
  topic: string,
  random: Random,
): Promise<(Message & { partition: number })[]> {
  const ends = await kafka.administrate((admin) => admin.fetchTopicOffsets(topic));
  const expected = ends.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  const found: (Message & { partition: number })[] = [];
  const reader = kafka.client('reader').consumer({ groupId: `failure-reader-${random.hex(8)}` });
  try {
    await reader.connect();
    await reader.subscribe({ topics: [topic], fromBeginning: true });
    await reader.run({
      autoCommit: false,
      eachMessage: ({ partition, message }) => {
        const { key, value, headers } = message;
        found.push({ partition, key, value, headers });
        return Promise.resolve();
      },
    });
    await until('the topic is read', () => found.length >= expected, READ_WITHIN_MS).catch(() => undefined); // a part will do
  } finally {
    await reader.disconnect();
  }
  return found;
}

async function send(kafka: KafkaHost, topic: string, messages: Message[]): Promise<void> {
  if (messages.length === 0) return;
  const producer = kafka.client('stranger').producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    await producer.send({ topic, messages });
  } finally {
    await producer.disconnect();
  }
}

export const KAFKA_MESSAGES: readonly FaultKind[] = [DELIVERED_AGAIN, FOREIGN_MESSAGES, REBALANCE_STORM];
