import type { KafkaSettings } from '../../../src/kafka/kafka-client.js';
import { LogSignal } from '../../../src/log-signal.js';
import { LoggedAlarm } from '../../../src/observe/alarm.js';
import { NO_METRICS } from '../../../src/observe/metrics.js';
import { relayParts } from '../../../src/relay/create-relay.js';
import { Relay } from '../../../src/relay/relay.js';
import { logOf } from '../schemas.js';
import { stopAt } from './point.js';

/** A relay that comes to its end between a whole send and the move of the cursor. */
export interface RelayInput {
  databaseUrl: string;
  kafka: KafkaSettings;
}

const { databaseUrl, kafka } = JSON.parse(process.argv[2]!) as RelayInput;
const parts = relayParts({
  log: logOf(databaseUrl),
  kafka,
  signal: new LogSignal(),
  alarm: new LoggedAlarm(),
  metrics: NO_METRICS,
  leaseDuration: 1_000,
});
parts.cursor.move = () => stopAt('sent, cursor not moved');
new Relay(parts).start();
