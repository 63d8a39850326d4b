import type { Admin } from 'kafkajs';
import { until } from '../installation/wait.js';
import { CLUSTER, type FaultKind } from './fault.js';

const MOST_PARTITIONS = 24;
const SHOWN_WITHIN_MS = 5_000;

/** All that Kafka held of a service is gone, its topic too. */
const TOPIC_DELETED: FaultKind = {
  name: 'topic deleted',
  modes: CLUSTER,
  takes: ['Kafka'],
  inject: async ({ bench }, random) => {
    const kafka = await bench.kafka();
    const topic = kafka.topic(random.pick(['tasks', 'departments']));
    const before = await kafka.administrate((admin) => admin.fetchTopicOffsets(topic));
    await kafka.administrate((admin) => admin.deleteTopics({ topics: [topic] }));
    const held = before.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
    return {
      lasts: random.int(0, 2_000),
      heal: () => Promise.resolve(),
      proof: () => Promise.resolve(held > 0 ? `${topic} with ${held} messages` : null),
    };
  },
};

/** Slots move to other partitions: what was sent before and after may be read in any order. */
const PARTITIONS_ADDED: FaultKind = {
  name: 'partitions added',
  modes: CLUSTER,
  takes: ['Kafka'],
  inject: async ({ bench }, random) => {
    const kafka = await bench.kafka();
    const topic = kafka.topic('tasks');
    const counted = async (admin: Admin) => (await admin.fetchTopicOffsets(topic)).length;
    const before = await kafka.administrate(counted);
    const count = Math.min(before + random.int(1, 3), MOST_PARTITIONS);
    if (count > before) {
      await kafka.administrate((admin) => admin.createPartitions({ topicPartitions: [{ topic, count }] }));
    }
    return {
      lasts: 0,
      heal: () => Promise.resolve(),
      proof: async () => {
        if (count === before) return null;
        const isThere = async () => (await kafka.administrate(counted)) === count;
        await until(`the topic has ${count} partitions`, isThere, SHOWN_WITHIN_MS);
        return `${before} became ${count}`;
      },
    };
  },
};

/** A consumer is away for longer than the broker keeps what it has not read. */
const KAFKA_FORGETS: FaultKind = {
  name: 'consumer absent longer than Kafka keeps data',
  modes: CLUSTER,
  takes: ['Kafka', 'processes'],
  inject: async ({ product, bench }, random) => {
    const kafka = await bench.kafka();
    const topic = kafka.topic('tasks');
    const process = product.process(random.pick(['assessment', 'notifications']));
    await process.hold();
    let forgotten = 0;
    return {
      lasts: random.int(1_500, 4_000),
      heal: async () => {
        try {
          forgotten = await kafka.administrate((admin) => forget(admin, topic, kafka.group(process.options.name)));
        } finally {
          await process.release();
        }
      },
      proof: () => Promise.resolve(forgotten > 0 ? `${process.options.name} missed ${forgotten} messages` : null),
    };
  },
};

/** Deletes all that the topic holds; returns how many messages the group had not read. */
async function forget(admin: Admin, topic: string, groupId: string): Promise<number> {
  const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] });
  const ends = await admin.fetchTopicOffsets(topic);
  const readOf = (partition: number) => committed?.partitions.find((each) => each.partition === partition)?.offset;
  const unread = ends.map(({ partition, high }) => Number(high) - Math.max(0, Number(readOf(partition) ?? 0)));
  const partitions = ends.map(({ partition, high }) => ({ partition, offset: high }));
  await admin.deleteTopicRecords({ topic, partitions });
  return unread.reduce((sum, count) => sum + Math.max(0, count), 0);
}

export const KAFKA_TOPICS: readonly FaultKind[] = [TOPIC_DELETED, PARTITIONS_ADDED, KAFKA_FORGETS];
