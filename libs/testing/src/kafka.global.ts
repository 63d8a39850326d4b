import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { freePort, kafkaLibsDir } from './kafka-ports.js';
import { startBroker } from '../../../deploy/kafka/broker.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** `host:port` of the run's one Kafka broker, shared by all test files. */
    kafkaBrokers: string;
  }
}

/** Starts the run's one broker before the first test file and ends it after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'lianban-kafka-'));
  const broker = await startBroker({
    dataDir,
    port: await freePort(),
    controllerPort: await freePort(),
    libsDir: kafkaLibsDir(),
    progress: (line) => process.stdout.write(`${line}\n`),
  });
  project.provide('kafkaBrokers', broker.bootstrap);
  return async () => {
    await broker.kill();
    await rm(dataDir, { recursive: true, force: true });
  };
}
