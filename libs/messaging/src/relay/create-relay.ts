import { newId } from '#kernel';
import { LogConnection } from '../database/log-connection.js';
import type { KafkaSettings } from '../kafka/kafka-client.js';
import { HoleSafeTailer } from '../log/hole-safe-tailer.js';
import type { LogAddress } from '../log/log-address.js';
import { logChannel } from '../log-notifier.js';
import type { LogSignal } from '../log-signal.js';
import type { Alarm } from '../observe/alarm.js';
import type { EventPathMetrics } from '../observe/metrics.js';
import { KafkaPublisher } from './kafka-publisher.js';
import { Recount } from './recount.js';
import { RelayCursor } from './relay-cursor.js';
import { RelayLease } from './relay-lease.js';
import { Relay, type RelayParts } from './relay.js';

export interface CreateRelayOptions {
  /** The service's own log; the role must be allowed to move its relay cursor. */
  log: LogAddress;
  kafka: KafkaSettings;
  signal: LogSignal;
  alarm: Alarm;
  metrics: EventPathMetrics;
  /** Milliseconds after which another relay takes over from one that was killed. */
  leaseDuration?: number;
  /** Milliseconds between two comparisons of what was sent with the log. */
  recountInterval?: number;
}

const LEASE_DURATION = 10_000;
const RECOUNT_TIMEOUTS = { statement_timeout: 600_000, query_timeout: 605_000 } as const;

/** The parts of a service's relay to Kafka, not yet started. */
export function relayParts(options: CreateRelayOptions): RelayParts {
  const { log, kafka, signal, alarm, metrics, leaseDuration = LEASE_DURATION, recountInterval: interval } = options;
  const connection = new LogConnection(log.url, `lianban-${log.service}-relay`);
  // Of its own: it counts a long log for longer than the tail may be held up.
  const counting = new LogConnection(log.url, `lianban-${log.service}-recount`, RECOUNT_TIMEOUTS);
  connection.listen(logChannel(log.service), () => signal.wake(log.service, 'elsewhere'));
  return {
    service: log.service,
    connections: [connection, counting],
    tailer: new HoleSafeTailer({ connection, log, alarm }),
    lease: new RelayLease(connection, log, newId(), leaseDuration),
    cursor: new RelayCursor(connection, log),
    publisher: new KafkaPublisher(kafka, log.service),
    recount: new Recount({ database: counting, canceller: connection, log, alarm, interval }),
    signal,
    alarm,
    metrics,
  };
}

/** A service's relay to Kafka, not yet started. One per process; replicas elect the active one. */
export function createRelay(options: CreateRelayOptions): Relay {
  return new Relay(relayParts(options));
}
