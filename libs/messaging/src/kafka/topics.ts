import type { Admin } from 'kafkajs';
import { createKafka, type KafkaSettings } from './kafka-client.js';

/** The one topic of a source service. */
export function topicOf(settings: Pick<KafkaSettings, 'prefix'>, source: string): string {
  return `${settings.prefix}${source}`;
}

/** The source service whose topic this is. */
export function sourceOf(settings: Pick<KafkaSettings, 'prefix'>, topic: string): string {
  return topic.slice(settings.prefix.length);
}

/** The one consumer group of a consuming service. Its members must subscribe to the same topics. */
export function groupOf(settings: Pick<KafkaSettings, 'prefix'>, service: string): string {
  return `${settings.prefix}${service}`;
}

/**
 * Creates the topics of `sources` that do not exist and adds partitions where there are fewer than configured. A consumer
 * that subscribes to a missing topic dies, and a broker that creates topics by itself gives them another partition count.
 *
 * @throws the client's error when no broker answers; call again.
 */
export async function ensureTopics(settings: KafkaSettings, sources: readonly string[]): Promise<void> {
  const admin = createKafka(settings, `${settings.prefix}topics`).admin();
  try {
    await admin.connect();
    const topics = sources.map((source) => topicOf(settings, source));
    await createMissing(admin, settings, topics);
    await addPartitions(admin, settings, topics);
  } finally {
    await admin.disconnect();
  }
}

async function createMissing(admin: Admin, settings: KafkaSettings, topics: string[]): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !existing.has(topic));
  if (missing.length === 0) return;
  const configEntries = [
    // The broker's clock decides what expires; ours may be moved in a demonstration.
    { name: 'message.timestamp.type', value: 'LogAppendTime' },
    ...(settings.replicationFactor > 2 ? [{ name: 'min.insync.replicas', value: '2' }] : []),
  ];
  const { partitions: numPartitions, replicationFactor } = settings;
  await admin.createTopics({
    topics: missing.map((topic) => ({ topic, numPartitions, replicationFactor, configEntries })),
  });
}

async function addPartitions(admin: Admin, settings: KafkaSettings, topics: string[]): Promise<void> {
  const found = await admin.fetchTopicMetadata({ topics });
  const tooFew = found.topics.filter(({ partitions }) => partitions.length < settings.partitions);
  if (tooFew.length === 0) return;
  await admin.createPartitions({
    topicPartitions: tooFew.map(({ name }) => ({ topic: name, count: settings.partitions })),
  });
}
