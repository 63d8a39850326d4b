import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Logger } from '@nestjs/common';
import { startBroker, type Broker } from '../../../deploy/kafka/broker.js';
import { anyFreePort } from '../../../deploy/local/port.js';
import type { ClientName } from './clients.js';
import { measureIdempotence } from './idempotence.js';
import { measureIdle, type IdleFigures } from './idle.js';
import { measureOutage, type OutageFigures } from './outage.js';
import { measureRebalances, type RebalanceFigures } from './rebalances.js';
import { measureSpeed, type SpeedFigures } from './speed.js';

/** Clients that differ in more than how their group shares partitions. */
const ALL_PARTS = ['kafkajs', 'platformatic'] as const satisfies readonly ClientName[];
const GROUPS = [...ALL_PARTS, 'platformatic, new groups'] as const satisfies readonly ClientName[];

const WARM_UP_SECONDS = 5;

type Client = (typeof ALL_PARTS)[number];

export interface TransportFigures {
  speed: Record<Client, SpeedFigures>;
  /** Events acknowledged per second of an idempotent producer. */
  idempotent: Record<Client, number>;
  idle: Record<Client, IdleFigures>;
  rebalances: Record<(typeof GROUPS)[number], RebalanceFigures>;
  outage: Record<Client, OutageFigures>;
}

export interface TransportOptions {
  /** Length of each measurement of a speed; an idle process is looked at for twice as long. */
  seconds: number;
  say: (line: string) => void;
}

/** Measures Kafka's clients behind the product's ports, part by part, on one broker. */
export async function measureTransports({ seconds, say }: TransportOptions): Promise<TransportFigures> {
  Logger.overrideLogger(false); // the broker is taken away on purpose
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lianban-transports-'));
  const broker = await startBroker({
    dataDir,
    port: await anyFreePort(),
    controllerPort: await anyFreePort(),
    libsDir: path.resolve('.lianban/kafka/libs'),
    config: SESSION_OF_NEW_GROUPS,
    progress: say,
  });
  const each = async <C extends ClientName, T>(
    what: string,
    clients: readonly C[],
    measure: (client: C) => Promise<T>,
  ) => {
    const figures: Partial<Record<C, T>> = {};
    for (const client of clients) {
      say(`${what}: ${client}`);
      figures[client] = await measure(client);
    }
    return figures as Record<C, T>;
  };
  try {
    // Else the first client would pay for the broker's compiler.
    const warmUp = { seconds: WARM_UP_SECONDS, name: 'warm-up' };
    await each('warming up', ALL_PARTS, (client) => measureSpeed(client, broker, warmUp));
    return {
      speed: await each('speed', ALL_PARTS, (client) => measureSpeed(client, broker, { seconds })),
      idempotent: await each('idempotent', ALL_PARTS, (client) => measureIdempotence(client, broker, seconds)),
      idle: await each('idle', ALL_PARTS, (client) => measureIdle(client, broker, seconds * 2)),
      rebalances: await each('rebalances', GROUPS, (client) => measureRebalances(client, broker)),
      outage: await each('outage', ALL_PARTS, (client) => measureOutage(client, broker)),
    };
  } finally {
    await end(broker, dataDir);
  }
}

/** As long as the product's own, which a member of the new groups cannot ask for. */
const SESSION_OF_NEW_GROUPS = {
  'group.consumer.min.session.timeout.ms': '1000',
  'group.consumer.session.timeout.ms': '10000',
  'group.consumer.min.heartbeat.interval.ms': '1000',
  'group.consumer.heartbeat.interval.ms': '1000',
} as const;

async function end(broker: Broker, dataDir: string): Promise<void> {
  await broker.kill();
  await rm(dataDir, { recursive: true, force: true });
}
