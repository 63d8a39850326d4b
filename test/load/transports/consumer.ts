import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { KafkaSettings, LogEvent, RunningProjection } from '#messaging';
import { CLIENTS, type ClientName } from './clients.js';
import { nowMs, type Load } from './load.js';

/** What this process is to be: `npm run bench -- transports` starts it. */
export interface ConsumerInput {
  client: ClientName;
  settings: KafkaSettings;
  service: string;
  source: string;
  /** Tells of each event which it was and how long it travelled; otherwise only how many came. */
  eachEvent: boolean;
  /** Holds a relay's connection, too, as the tasks service does. */
  publishes: boolean;
}

export interface Handed {
  count: number;
  /** Milliseconds of the machine's clock at which the batch was handed over. */
  at: number;
  events: { number: number; travelled: number }[];
}

Logger.overrideLogger(false); // the broker is taken away on purpose
const input = JSON.parse(process.argv[2] as string) as ConsumerInput;
const { client, settings, service, source, eachEvent } = input;

/** Takes every event and does nothing with it: what is measured is the way to here. */
const projection: RunningProjection = {
  name: 'counting',
  source,
  open: async () => undefined,
  look: async () => 'done',
  checkAll: async () => true,
  scannedTo: async () => ({ position: 0, id: null }),
  process: async (events) => {
    const at = nowMs();
    const each = (event: LogEvent) => {
      const { number, dueAt } = event.data as Load;
      return { number, travelled: at - dueAt };
    };
    process.send?.({ count: events.length, at, events: eachEvent ? events.map(each) : [] } satisfies Handed);
    return 'done';
  },
};

const transport = CLIENTS[client].transport({
  service,
  settings,
  readerOf: () => {
    throw new Error('Every event of this load travels with its data.');
  },
});
const publisher = input.publishes ? CLIENTS[client].publisher(settings, source) : null;
await transport.start([projection]);
await publisher?.open();
process.send?.('started');
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => {
  void Promise.all([transport.stop(), publisher?.close()]).then(() => process.exit(0));
});
await pause(2 ** 31 - 1);
