import kafkajs, { type Admin } from 'kafkajs';
import { inject } from 'vitest';
import { patchRequestQueue } from '#messaging';
import type {} from './kafka.global.js';

/** `host:port` list of the run's shared broker. Tests name their topics and groups apart. */
export function kafkaBrokers(): string[] {
  return [inject('kafkaBroker')];
}

/** Runs `work` with a client that may create, change and delete topics. */
export async function withKafkaAdmin<T>(brokers: string[], work: (admin: Admin) => Promise<T>): Promise<T> {
  patchRequestQueue();
  const kafka = new kafkajs.Kafka({ clientId: 'test-admin', brokers, logLevel: kafkajs.logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
