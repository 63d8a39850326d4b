import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startBroker } from '../../kafka/broker.js';
import type { Installation } from '../installation.js';
import { anyFreePort, isPortFree } from '../port.js';
import type { Run } from '../run.js';

interface Ports {
  port: number;
  controllerPort: number;
}

/** Starts the installation's own broker and returns where clients connect. */
export async function startKafka(run: Run, { kafkaData, kafkaLibs }: Installation): Promise<string> {
  run.say('Starting Apache Kafka');
  const ports = await keptPorts(path.join(path.dirname(kafkaData), 'ports.json'));
  const broker = await startBroker({
    dataDir: kafkaData,
    libsDir: kafkaLibs,
    ...ports,
    progress: (line) => run.say(line),
  });
  run.onStop('Apache Kafka', () => broker.stop());
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
