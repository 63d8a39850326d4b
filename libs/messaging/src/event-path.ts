import pg from 'pg';
import { readInt8AsNumber } from './database/int8.js';
import { HeardClient } from './database/heard-client.js';
import { refuseStandby } from './database/primary-only.js';
import { queryableOf } from './database/run-statement.js';
import { READING_TIMEOUTS } from './database/statement-timeouts.js';
import { EventLogReader } from './log/event-log-reader.js';
import type { LogAddress } from './log/log-address.js';
import type { LogEvent } from './log-event.js';
import { LogSignal } from './log-signal.js';
import { LoggedAlarm, type Alarm } from './observe/alarm.js';
import { CalmAlarm } from './observe/calm-alarm.js';
import { NO_METRICS, type EventPathMetrics } from './observe/metrics.js';
import { projectionParts } from './projection/projection-parts.js';
import { ProjectionRunner } from './projection/projection-runner.js';
import type { Queryable } from './queryable.js';
import type { RegisteredProjection } from './projection/registered-projection.js';

/** Runs `work`, the handling of `events`, and returns what it returns. */
export type AroundHandler = <T>(events: readonly LogEvent[], work: () => T) => T;

export interface EventPathOptions {
  service: string;
  /** The service's own database: runtime role, search path on its schema, `pipeline: true`. */
  pool: pg.Pool;
  /** Where the logs of the sources of its projections can be read, by service. */
  logs: Readonly<Record<string, LogAddress>>;
  signal?: LogSignal;
  alarm?: Alarm;
  metrics?: EventPathMetrics;
  /** Runs a handler, e.g. inside the trace of its events. */
  around?: AroundHandler;
}

/**
 * Connections per database for looking for what did not arrive. On Kafka one is kept from look to look: signing in and
 * planning anew at each was most of an idle service's work. Without a broker looks are rare, and none is kept.
 */
const READING_POOL = {
  Client: HeardClient,
  max: 2,
  idleTimeoutMillis: 40_000,
  connectionTimeoutMillis: 5_000,
  keepAlive: true,
  onConnect: refuseStandby as pg.PoolConfig['onConnect'], // awaited: a connection on which it rejects is given up
  ...READING_TIMEOUTS,
} as const satisfies pg.PoolConfig;

/** The projections of one service and what they run on. */
export class EventPath {
  readonly service: string;
  readonly pool: pg.Pool;
  readonly signal: LogSignal;
  readonly alarm: Alarm;
  readonly metrics: EventPathMetrics;
  readonly around: AroundHandler;
  readonly runners: ProjectionRunner[] = [];
  private readonly stopping = new AbortController();
  private readonly reading = new Map<string, pg.Pool>();

  constructor(private readonly options: EventPathOptions) {
    readInt8AsNumber();
    this.service = options.service;
    this.pool = options.pool;
    this.signal = options.signal ?? new LogSignal();
    this.alarm = new CalmAlarm(options.alarm ?? new LoggedAlarm());
    this.metrics = options.metrics ?? NO_METRICS;
    this.around = options.around ?? ((_, work) => work());
  }

  /** Makes the runner of a handler. */
  add(projection: RegisteredProjection): ProjectionRunner {
    const { pool, alarm, metrics, service, signal } = this;
    const log = this.reader(projection.source);
    const appended = () => signal.wake(service);
    const stopping = this.stopping.signal;
    const runner = new ProjectionRunner(projectionParts({ projection, pool, log, alarm, metrics, appended, stopping }));
    this.runners.push(runner);
    return runner;
  }

  /** Where the log of `source` can be read. */
  addressOf(source: string): LogAddress {
    const address = this.options.logs[source];
    if (address) return address;
    throw new Error(`${this.service} follows ${source}, whose log has no address: configure its database URL.`);
  }

  /** Reads the log of `source` over connections that no transaction uses. */
  reader(source: string): EventLogReader {
    return new EventLogReader(this.readingDatabase(source), this.addressOf(source));
  }

  /** The database in which the log of `source` lies, for reading. */
  readingDatabase(source: string): Queryable {
    return queryableOf(this.readingPool(this.addressOf(source).url));
  }

  /** Lets no runner begin another chunk. Call it before the transport stops: a long catch-up would hold that up. */
  stopSoon(): void {
    this.stopping.abort();
  }

  /** Ends what runs in the background. Call it after the transport has stopped and before the pool is closed. */
  async close(): Promise<void> {
    this.stopSoon();
    await Promise.all(this.runners.map(({ builder }) => builder.ended()));
    await Promise.all([...this.reading.values()].map((pool) => pool.end()));
  }

  private readingPool(url: string): pg.Pool {
    let pool = this.reading.get(url);
    if (!pool) {
      const application_name = `lianban-${this.service}-reader`;
      pool = new pg.Pool({ connectionString: url, application_name, ...READING_POOL });
      pool.on('error', () => undefined); // an idle connection broke: the pool has dropped it already
      this.reading.set(url, pool);
    }
    return pool;
  }
}
