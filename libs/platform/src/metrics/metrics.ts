import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { EventPathMetrics, MessagingOperator } from '#messaging';
import type { Database } from '../database/database.js';

const HTTP_SECONDS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** The process's Prometheus metrics. */
export class Metrics {
  private readonly registry = new Registry();
  /** Ask for values that are only known when somebody looks. */
  private readonly collectors: (() => Promise<void>)[] = [];

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
  private readonly lagEvents = this.gauge('lianban_consumer_lag_events', 'Events of the source not applied yet', [
    'projection',
  ]);
  private readonly lagSeconds = this.gauge('lianban_consumer_lag_seconds', 'Age of the oldest event not applied yet', [
    'projection',
  ]);
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
    collectDefaultMetrics({ register: this.registry });
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
  watchPool(service: string, { pool }: Database): void {
    this.collectors.push(async () => {
      this.connections.set({ service, state: 'total' }, pool.totalCount);
      this.connections.set({ service, state: 'idle' }, pool.idleCount);
      this.connections.set({ service, state: 'waiting' }, pool.waitingCount);
    });
  }

  /** Shows how far each projection of a service is behind, in events and in seconds. */
  watchLag(service: string, operator: MessagingOperator): void {
    this.collectors.push(async () => {
      for (const { projection, events, seconds } of await operator.lag()) {
        this.lagEvents.set({ projection: `${service}.${projection}` }, events);
        this.lagSeconds.set({ projection: `${service}.${projection}` }, seconds);
      }
    });
  }

  readonly contentType = this.registry.contentType;

  /** The exposition that a collector reads. */
  async exposition(): Promise<string> {
    await Promise.all(this.collectors.map((collect) => collect()));
    return this.registry.metrics();
  }

  private counter(name: string, help: string): Counter<'projection'> {
    return new Counter({ name, help, labelNames: ['projection'], registers: [this.registry] });
  }

  private gauge<L extends string>(name: string, help: string, labelNames: L[]): Gauge<L> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}
