import pg from 'pg';
import { EventPath } from '../../src/event-path.js';
import type { KafkaSettings } from '../../src/kafka/kafka-client.js';
import { KafkaTransport } from '../../src/kafka/kafka-transport.js';
import type { Alarm } from '../../src/observe/alarm.js';
import type { ProjectionHandler } from '../../src/projection/registered-projection.js';
import type { RunningProjection } from '../../src/transport.js';
import { CONSUMER, logOf, SOURCE, urlOf } from './schemas.js';

export interface ConsumerOptions {
  databaseUrl: string;
  kafka: KafkaSettings;
  alarm?: Alarm;
  /** Far off by default: what Kafka brings is to be seen, not what a look finds. */
  lookInterval?: number;
  /** Runs before the effects of a batch, inside its transaction. */
  before?: ProjectionHandler;
  /** Puts something around the projection, as the transport sees it. */
  around?: (projection: RunningProjection) => RunningProjection;
}

export interface ConsumerUnderTest {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A member of the consuming service whose one projection writes down what it applied, and in what order. */
export function createConsumer(options: ConsumerOptions): ConsumerUnderTest {
  const { databaseUrl, kafka, alarm, lookInterval = 600_000, before, around = (projection) => projection } = options;
  const pool = new pg.Pool({ connectionString: urlOf(databaseUrl, CONSUMER), pipeline: true });
  const path = new EventPath({ service: CONSUMER, pool, logs: { [SOURCE]: logOf(databaseUrl) }, alarm });
  const projection = path.add({
    service: CONSUMER,
    name: 'record',
    source: SOURCE,
    types: ['happened'],
    rebuildable: true,
    tables: [],
    handle: async (batch, context) => {
      await before?.(batch, context);
      await context.query(
        `INSERT INTO applied (position, event_id, aggregate_id, aggregate_version, bytes)
         SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::integer[], $5::integer[])`,
        [
          batch.map(({ position }) => position),
          batch.map(({ id }) => id),
          batch.map(({ aggregateId }) => aggregateId),
          batch.map(({ aggregateVersion }) => aggregateVersion),
          batch.map(({ data }) => JSON.stringify(data).length),
        ],
      );
    },
  });
  const transport = new KafkaTransport({
    service: CONSUMER,
    settings: kafka,
    readerOf: (source) => path.reader(source),
    lookInterval,
  });
  return {
    start: () => transport.start([around(projection)]),
    stop: async () => {
      await transport.stop();
      await path.close();
      await pool.end();
    },
  };
}

/** A projection whose `process` first runs `before` and then `after` with what became of the batch. */
export function aroundProcess(
  projection: RunningProjection,
  {
    before,
    after,
  }: {
    before?: (...args: Parameters<RunningProjection['process']>) => Promise<void>;
    after?: (...args: Parameters<RunningProjection['process']>) => Promise<void>;
  },
): RunningProjection {
  return {
    name: projection.name,
    source: projection.source,
    open: () => projection.open(),
    look: (slot) => projection.look(slot),
    checkAll: () => projection.checkAll(),
    scannedTo: () => projection.scannedTo(),
    process: async (events, options) => {
      await before?.(events, options);
      const outcome = await projection.process(events, options);
      await after?.(events, options);
      return outcome;
    },
  };
}
