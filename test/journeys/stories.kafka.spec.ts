import { describe, expect, it } from 'vitest';
import { DEFAULT_KAFKA_SETTINGS, groupOf, topicOf } from '#messaging';
import { kafkaBrokers, withKafkaAdmin } from '#testing';
import { STORIES } from './stories/index.js';

describe.each(Object.entries(STORIES))('through Apache Kafka: %s', (_, story) => {
  story('kafka');
});

describe('the last of these stories', () => {
  it.each(['tasks', 'notifications', 'assessment'])('has come to %s through the broker', async (service) => {
    const topic = topicOf(DEFAULT_KAFKA_SETTINGS, 'departments');
    const [committed] = await withKafkaAdmin(kafkaBrokers(), (admin) =>
      admin.fetchOffsets({ groupId: groupOf(DEFAULT_KAFKA_SETTINGS, service), topics: [topic] }),
    );
    expect(committed?.partitions.some(({ offset }) => Number(offset) > 0)).toBe(true);
  });
});
