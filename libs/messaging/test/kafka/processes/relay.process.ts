import { LogSignal, LoggedAlarm, NO_METRICS, Relay, relayParts, type KafkaSettings, type LogAddress } from '#messaging';
import { stopAt } from './point.js';

/** A relay that comes to its end between a whole send and the move of the cursor. */
export interface RelayInput {
  log: LogAddress;
  kafka: KafkaSettings;
  leaseDuration: number;
}

const input = JSON.parse(process.argv[2]!) as RelayInput;
const parts = relayParts({ ...input, signal: new LogSignal(), alarm: new LoggedAlarm(), metrics: NO_METRICS });
parts.cursor.move = () => stopAt('sent, cursor not moved');
new Relay(parts).start();
