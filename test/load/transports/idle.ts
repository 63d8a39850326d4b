import { setTimeout as pause } from 'node:timers/promises';
import type { Broker } from '../../../deploy/kafka/broker.js';
import { Bench, brokerMs, until } from './bench.js';
import type { ClientName } from './clients.js';

const SETTLE_MS = 5_000;

/** Percent of one core while nothing is sent. */
export interface IdleFigures {
  /** A process with a consumer and a relay's connection, as the tasks service. */
  service: number;
  broker: number;
}

export function measureIdle(client: ClientName, broker: Broker, seconds: number): Promise<IdleFigures> {
  return Bench.on(client, broker, 'idle', async (bench) => {
    const { sender, arrivals } = bench;
    const consumer = await bench.consumer({ publishes: true });
    await sender.flood(1, 1);
    await until('everything is handed', () => arrivals.different >= sender.sent);
    await pause(SETTLE_MS);
    const [service, ofBroker, begin] = [await consumer.processorMs(), await brokerMs(), performance.now()];
    await pause(seconds * 1000);
    const percent = (ms: number): number => (ms / (performance.now() - begin)) * 100;
    return {
      service: percent((await consumer.processorMs()) - service),
      broker: percent((await brokerMs()) - ofBroker),
    };
  });
}
