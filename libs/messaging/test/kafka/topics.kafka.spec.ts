import { describe, expect, it } from 'vitest';
import { ALL_SLOTS, KafkaWorld } from './kafka-world.js';

/** Twice as many slots as partitions at most, so that every partition gets its share. */
const KEYS = ALL_SLOTS.slice(0, 12);

/** More than a relay sends twice while a topic is made again. */
const LOST_WITH_THE_TOPIC = 2_000;

/** Appends without a pause until `work` is done. */
async function whileAppending(path: KafkaWorld, work: () => Promise<void>): Promise<void> {
  let working = true;
  const ended = work().finally(() => (working = false));
  while (working) await path.append(KEYS.length, KEYS);
  await ended;
}

describe('the topic', () => {
  it('is made with the configured partitions before anyone subscribes', async () => {
    const path = await KafkaWorld.create({ partitions: 4 });
    path.member();
    await path.append(10);
    path.relay();
    await path.world.everythingOnceInOrder();
    const { topics } = await path.administrate((admin) => admin.fetchTopicMetadata({ topics: [path.topic] }));
    expect(topics[0]?.partitions).toHaveLength(4);
  });

  it('may be deleted in mid-stream: it is made again, and nothing is lost', async () => {
    const path = await KafkaWorld.create();
    path.relay();
    path.member({ lookInterval: 500 });
    await path.append(LOST_WITH_THE_TOPIC);
    await path.world.everythingOnceInOrder();
    await whileAppending(path, async () => {
      await path.administrate((admin) => admin.deleteTopics({ topics: [path.topic] }));
      await path.relayed();
    });
    await path.append(100);
    await path.world.everythingOnceInOrder();
    const { topics } = await path.administrate((admin) => admin.fetchTopicMetadata({ topics: [path.topic] }));
    expect(topics[0]?.partitions).toHaveLength(path.kafka.partitions);
    const [log] = await path.world.tasks.query<{ events: number }>('SELECT count(*)::integer AS events FROM event_log');
    expect(await path.messagesSent(), 'what the first topic held is gone').toBeLessThan(log!.events);
  });

  it('may get more partitions under load', async () => {
    const path = await KafkaWorld.create({ partitions: 3 });
    path.relay();
    path.member();
    await whileAppending(path, async () => {
      await path.partitionsUsed(3);
      await path.administrate((admin) =>
        admin.createPartitions({ topicPartitions: [{ topic: path.topic, count: 6 }] }),
      );
      await path.partitionsUsed(6);
    });
    await path.world.everythingOnceInOrder();
  });

  it('may lose records before a consumer saw them', async () => {
    const path = await KafkaWorld.create();
    path.relay();
    await path.append(200);
    await path.relayed();
    await path.administrate(async (admin) => {
      const partitions = await admin.fetchTopicOffsets(path.topic);
      await admin.deleteTopicRecords({
        topic: path.topic,
        partitions: partitions.map(({ partition, high }) => ({ partition, offset: high })),
      });
    });
    path.member();
    await path.append(100);
    await path.world.everythingOnceInOrder();
  });
});
