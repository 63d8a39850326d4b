import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import kafkajs, { type Admin } from 'kafkajs';
import { inject } from 'vitest';
import { startBroker, type Broker } from '../../../deploy/kafka/broker.js';
import { freePort, kafkaLibsDir } from './kafka-ports.js';

/** `host:port` list of the run's shared broker. */
export function kafkaBrokers(): string[] {
  return [inject('kafkaBrokers')];
}

export interface PrivateBroker extends Broker {
  /** Ends the broker and removes its data. */
  drop(): Promise<void>;
}

/** A broker of its own for a test that stops, restarts or wipes it. With `started: false` it waits for `restart()`. */
export async function createPrivateBroker(
  options: { started?: boolean; config?: Readonly<Record<string, string>> } = {},
): Promise<PrivateBroker> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'lianban-kafka-'));
  const [port, controllerPort] = [await freePort(), await freePort()];
  const broker = await startBroker({ dataDir, port, controllerPort, libsDir: kafkaLibsDir(), config: options.config });
  if (options.started === false) await broker.kill();
  return Object.assign(broker, {
    drop: async () => {
      await broker.kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  });
}

/** Runs `work` with a client that may change the broker's topics. */
export async function withKafkaAdmin<T>(brokers: string[], work: (admin: Admin) => Promise<T>): Promise<T> {
  const kafka = new kafkajs.Kafka({ clientId: 'test-admin', brokers, logLevel: kafkajs.logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
