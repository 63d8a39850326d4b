import { Logger } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { EventPathMetrics, MessagingOperator } from '#messaging';
import type { Database } from '../database/database.js';

/**
 * Milliseconds between two samples of the event loop's delay; the default of 10 costs an idle process 0.6 % of a core. Each
 * sample holds the interval too, so what is made of them would read as half a second; the delay at a scrape is measured apart.
 */
const EVENT_LOOP_SAMPLES = 500;
const OF_SAMPLES = ['min', 'max', 'mean', 'stddev', 'p50', 'p90', 'p99'].map(
  (of) => `nodejs_eventloop_lag_${of}_seconds`,
);
const HTTP_SECONDS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Asks for values that are only known when somebody looks. */
interface Collector {
  /** `<service>.<what>` */
  name: string;
  collect(): Promise<void>;
}

/** The process's Prometheus metrics. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly collectors: Collector[] = [];
  private readonly logger = new Logger('Metrics');

  readonly http = new Histogram({
    name: 'lianban_http_request_seconds',
    help: 'Seconds from the first byte of a request to the end of its answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: HTTP_SECONDS,
    registers: [this.registry],
  });

  private readonly applied = this.counter('lianban_events_applied_total', 'Events whose effects were committed');
  private readonly ignored = this.counter(
    'lianban_events_ignored_total',
    'Events of types that the projection does not take',
  );
  private readonly healed = this.counter(
    'lianban_events_healed_total',
    'Events read from the log because they did not arrive',
  );
  private readonly parked = this.counter('lianban_events_parked_total', 'Events set aside for an operator');
  private readonly delay = this.gauge(
    'lianban_consumer_delay_seconds',
    'Seconds from the last applied event to its effects',
    ['projection'],
  );
  private readonly lagEvents = this.gauge(
    'lianban_consumer_lag_events',
    'Events of the source not applied yet, counted up to 10,000 per slot',
    ['projection'],
  );
  private readonly lagSeconds = this.gauge('lianban_consumer_lag_seconds', 'Age of the oldest event not applied yet', [
    'projection',
  ]);
  private readonly parkedNow = this.gauge('lianban_parked_events', 'Events that wait for an operator now', [
    'projection',
  ]);
  private readonly failed = this.gauge(
    'lianban_collector_failed',
    '1 when the values of this collector could not be read now and are those of an earlier time',
    ['collector'],
  );
  private readonly backlog = this.gauge(
    'lianban_relay_backlog_events',
    'Events of the log that the relay has not sent yet',
    ['service'],
  );
  private readonly connections = this.gauge(
    'lianban_pool_connections',
    'Connections of the pool; waiting are requests for one',
    ['service', 'state'],
  );

  constructor() {
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: EVENT_LOOP_SAMPLES });
    for (const name of OF_SAMPLES) this.registry.removeSingleMetric(name);
  }

  /** What the event path counts. */
  readonly eventPath: EventPathMetrics = {
    applied: (projection, events) => this.applied.inc({ projection }, events),
    ignored: (projection, events) => this.ignored.inc({ projection }, events),
    healed: (projection, events) => this.healed.inc({ projection }, events),
    parked: (projection, events) => this.parked.inc({ projection }, events),
    delay: (projection, seconds) => this.delay.set({ projection }, seconds),
    relayBacklog: (service, events) => this.backlog.set({ service }, events),
  };

  /** Shows the connections of a service's pool. */
  watchPool(service: string, { pool }: Pick<Database, 'pool'>): void {
    this.watch(`${service}.pool`, async () => {
      this.connections.set({ service, state: 'total' }, pool.totalCount);
      this.connections.set({ service, state: 'idle' }, pool.idleCount);
      this.connections.set({ service, state: 'waiting' }, pool.waitingCount);
    });
  }

  /** Shows how far each projection of a service is behind, in events and in seconds, and what is parked in it. */
  watchLag(service: string, operator: Pick<MessagingOperator, 'lag'>): void {
    this.watch(`${service}.lag`, async () => {
      for (const { projection, events, seconds, parked } of await operator.lag()) {
        this.lagEvents.set({ projection: `${service}.${projection}` }, events);
        this.lagSeconds.set({ projection: `${service}.${projection}` }, seconds);
        this.parkedNow.set({ projection: `${service}.${projection}` }, parked);
      }
    });
  }

  readonly contentType = this.registry.contentType;

  /** The exposition that Prometheus reads; a value that cannot be read now hides no other. */
  async exposition(): Promise<string> {
    await Promise.all(this.collectors.map((collector) => this.collect(collector)));
    return this.registry.metrics();
  }

  private watch(name: string, collect: Collector['collect']): void {
    this.collectors.push({ name, collect });
  }

  private async collect({ name, collect }: Collector): Promise<void> {
    try {
      await collect();
      this.failed.set({ collector: name }, 0);
    } catch (error) {
      this.failed.set({ collector: name }, 1);
      const why = error instanceof Error ? error.message : String(error);
      this.logger.warn(`The metrics of ${name} could not be read: ${why}. Check that its databases answer.`);
    }
  }

  private counter(name: string, help: string): Counter<'projection'> {
    return new Counter({ name, help, labelNames: ['projection'], registers: [this.registry] });
  }

  private gauge<L extends string>(name: string, help: string, labelNames: L[]): Gauge<L> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}
