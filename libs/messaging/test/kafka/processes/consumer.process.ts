import type { KafkaSettings } from '../../../src/kafka/kafka-client.js';
import { aroundProcess, createConsumer } from '../consumer-under-test.js';
import { stopAt } from './point.js';

/** A member of the consuming service that comes to its end, after a commit or inside a handler. */
export interface ConsumerInput {
  databaseUrl: string;
  kafka: KafkaSettings;
  /** Stops after the commit of a batch, before its offset is committed. */
  stopAfterCommit?: boolean;
  /** The handler kills its process when it gets the event at this position. */
  dieAt?: number;
}

const { databaseUrl, kafka, stopAfterCommit, dieAt } = JSON.parse(process.argv[2]!) as ConsumerInput;
await createConsumer({
  databaseUrl,
  kafka,
  before: (batch) => {
    if (batch.some(({ position }) => position === dieAt)) process.kill(process.pid, 'SIGKILL');
  },
  around: (projection) =>
    stopAfterCommit
      ? aroundProcess(projection, { after: () => stopAt('committed, offset not committed') })
      : projection,
}).start();
