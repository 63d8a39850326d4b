import type { Admin } from 'kafkajs';
import { DEFAULT_KAFKA_SETTINGS } from '#messaging';
import { kafkaBrokers, withKafkaAdmin } from '#testing';

/** Milliseconds for the broker to delete topics; the client's own five seconds are few for a slow machine. */
const BROKER_PATIENCE = 60_000;

/** How events travel in a journey: consumers read the logs themselves, or Apache Kafka brings them. */
export type Transport = 'postgres' | 'kafka';

/** The variables with which every service of a journey uses the transport. */
export async function variablesOf(transport: Transport): Promise<Record<string, string>> {
  if (transport === 'postgres') return { TRANSPORT: transport };
  const brokers = kafkaBrokers();
  await withKafkaAdmin(brokers, forgetEarlierJourneys);
  return { TRANSPORT: transport, KAFKA_BROKERS: brokers.join() };
}

/**
 * Topics and groups have the product's own names, and every journey begins with a copy of one log: events of the journey
 * before would be taken for its own. The files of the Kafka project run one after the other.
 */
async function forgetEarlierJourneys(admin: Admin): Promise<void> {
  const ours = (name: string) => name.startsWith(DEFAULT_KAFKA_SETTINGS.prefix);
  const topics = (await admin.listTopics()).filter(ours);
  if (topics.length > 0) await admin.deleteTopics({ topics, timeout: BROKER_PATIENCE });
  const { groups } = await admin.listGroups();
  const groupIds = groups.map(({ groupId }) => groupId).filter(ours);
  if (groupIds.length > 0) await admin.deleteGroups(groupIds);
}
