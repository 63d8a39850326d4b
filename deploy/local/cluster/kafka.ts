import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import kafkajs, { type Admin } from 'kafkajs';
import { DEFAULT_KAFKA_SETTINGS, ensureTopics, groupOf } from '#messaging';
import { ServiceName } from '#platform';
import { startBroker } from '../../kafka/broker.js';
import type { Installation } from '../installation.js';
import { anyFreePort, isPortFree } from '../port.js';
import type { Run } from '../run.js';

const WARM_UP_LIMIT_MS = 60_000;

interface Ports {
  port: number;
  controllerPort: number;
}

/** Starts the installation's own broker with topics of so many partitions, and returns where clients connect. */
export async function startKafka(
  run: Run,
  { kafkaData, kafkaLibs }: Installation,
  partitions: number,
): Promise<string> {
  run.say('Starting Apache Kafka');
  const ports = await keptPorts(path.join(path.dirname(kafkaData), 'ports.json'));
  const progress = (line: string) => run.note(line);
  const broker = await startBroker({ dataDir: kafkaData, libsDir: kafkaLibs, ...ports, progress }).catch(
    (error: Error) => {
      throw new Error(`${error.message}\nA running broker can be used instead: KAFKA_BROKERS=host:port`, {
        cause: error,
      });
    },
  );
  run.onStop('Apache Kafka', () => broker.stop());
  await warmUp(broker.bootstrap, partitions);
  run.say('Apache Kafka is ready');
  return broker.bootstrap;
}

/** The broker writes its own address into its metadata: it keeps its ports unless another program has taken one. */
async function keptPorts(file: string): Promise<Ports> {
  const kept = JSON.parse(await readFile(file, 'utf8').catch(() => 'null')) as Ports | null;
  if (kept && (await isPortFree(kept.port)) && (await isPortFree(kept.controllerPort))) return kept;
  const chosen = { port: await anyFreePort(), controllerPort: await anyFreePort() };
  await writeFile(file, JSON.stringify(chosen));
  return chosen;
}

/**
 * A broker that answers has not loaded its groups yet, and a new one has no topics. Waiting here, once, spares every
 * service a minute of errors and retries.
 */
async function warmUp(bootstrap: string, partitions: number): Promise<void> {
  const settings = { ...DEFAULT_KAFKA_SETTINGS, brokers: [bootstrap], partitions };
  await ensureTopics(settings, ServiceName.options);
  const kafka = new kafkajs.Kafka({ brokers: [bootstrap], logLevel: kafkajs.logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  try {
    for (const service of ServiceName.options) await coordinated(admin, groupOf(settings, service));
  } finally {
    await admin.disconnect();
  }
}

/** Resolves when the broker can tell where `groupId` stands. */
async function coordinated(admin: Admin, groupId: string): Promise<void> {
  const deadline = Date.now() + WARM_UP_LIMIT_MS;
  for (;;) {
    try {
      await admin.fetchOffsets({ groupId });
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(50);
    }
  }
}
