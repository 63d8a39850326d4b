import type { TestProject } from 'vitest/node';
import { createPrivateBroker } from './private-broker.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** `host:port` of the run's one Kafka broker, shared by all test files. */
    kafkaBroker: string;
  }
}

/** Starts the run's one broker before the first test file and ends it after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const broker = await createPrivateBroker({ progress: (line) => process.stdout.write(`${line}\n`) });
  project.provide('kafkaBroker', broker.bootstrap);
  return () => broker.drop();
}
