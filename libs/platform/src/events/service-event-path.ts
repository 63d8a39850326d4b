import {
  createRelay,
  DEFAULT_KAFKA_SETTINGS,
  EventPath,
  EventPathServer,
  KafkaTransport,
  LogNotifier,
  LogSignal,
  MessagingOperator,
  PostgresTransport,
  type KafkaSettings,
  type LogAddress,
  type Relay,
} from '#messaging';
import type { ServiceEnvironment, ServiceName } from '../config/service-environment.js';
import type { Database } from '../database/database.js';
import { withinTrace } from '../logging/within-trace.js';
import type { Metrics } from '../metrics/metrics.js';

export interface EventPathSettings {
  service: ServiceName;
  config: ServiceEnvironment;
  /** Services whose logs it follows. */
  sources: readonly ServiceName[];
}

/** The event path of one service as its configuration has it: consumers over PostgreSQL or Kafka, and with Kafka a relay. */
export class ServiceEventPath {
  readonly path: EventPath;
  readonly server: EventPathServer;
  readonly operator: MessagingOperator;
  private readonly relay: Relay | undefined;
  private readonly notifier: LogNotifier | undefined;

  constructor(
    private readonly settings: EventPathSettings,
    private readonly database: Database,
    signal: LogSignal,
    metrics: Metrics,
  ) {
    const { service, config } = settings;
    const shared = { signal, metrics: metrics.eventPath };
    this.path = new EventPath({
      service,
      pool: database.pool,
      logs: logAddresses(settings),
      around: withinTrace,
      ...shared,
    });
    const kafka = config.TRANSPORT === 'kafka' ? kafkaSettings(config) : undefined;
    this.server = new EventPathServer(this.path, kafka ? this.kafkaTransport(kafka) : new PostgresTransport(this.path));
    this.operator = new MessagingOperator(this.path);
    const log = { service, schema: service, url: config.DATABASE_URL };
    if (kafka) this.relay = createRelay({ log, kafka, alarm: this.path.alarm, ...shared });
    if (config.LOG_NOTIFY) this.notifier = new LogNotifier(signal, service, database);
  }

  /** Relays, where there is a broker. Call it after the server listens: it has refused an unsafe database by then. */
  start(): void {
    this.relay?.start();
  }

  /** Consumers first, so that what they still append is relayed before the relay ends. */
  async stop(): Promise<void> {
    await this.server.close();
    await this.relay?.stop();
    this.notifier?.close();
  }

  /** Events of the sources that this service has not applied yet. */
  async behind(): Promise<number> {
    const lags = await this.operator.lag();
    return lags.reduce((sum, { events }) => sum + events, 0);
  }

  /** Position of the last event of the service's own log; 0 when there is none. */
  async logEnd(): Promise<number> {
    const { rows } = await this.database.query<{ end: number }>(
      'SELECT coalesce(max(position), 0) AS end FROM event_log',
    );
    return rows[0]?.end ?? 0;
  }

  private kafkaTransport(settings: KafkaSettings): KafkaTransport {
    return new KafkaTransport({
      service: this.settings.service,
      settings,
      alarm: this.path.alarm,
      logs: this.path.signal,
      readerOf: (source) => this.path.reader(source),
    });
  }
}

function kafkaSettings(config: ServiceEnvironment): KafkaSettings {
  return {
    ...DEFAULT_KAFKA_SETTINGS,
    brokers: config.KAFKA_BROKERS.split(',').map((broker) => broker.trim()),
    partitions: config.KAFKA_PARTITIONS,
    replicationFactor: config.KAFKA_REPLICATION,
  };
}

function logAddresses({ config, sources }: EventPathSettings): Record<string, LogAddress> {
  const urls = {
    departments: config.DEPARTMENTS_LOG_URL,
    tasks: config.TASKS_LOG_URL,
    assessment: config.ASSESSMENT_LOG_URL,
    notifications: config.NOTIFICATIONS_LOG_URL,
  };
  const address = (service: ServiceName): LogAddress => ({
    service,
    schema: service,
    url: urls[service] ?? config.DATABASE_URL,
  });
  return Object.fromEntries(sources.map((service) => [service, address(service)]));
}
