import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  DEFAULT_KAFKA_SETTINGS,
  LogConnection,
  NO_METRICS,
  Relay,
  relayParts,
  type LogAddress,
  type Queryable,
  type RelayParts,
} from '#messaging';
import { until } from '#testing';
import { Recount } from '../src/relay/recount.js';
import type { Publisher } from '../src/relay/publisher.js';
import { RelayLease } from '../src/relay/relay-lease.js';
import { World } from './world/world.js';

/** Far longer than a test: whoever waits for one of these is found out. */
const NEVER = 600_000;

/** Counts for as long as the log of many years would take. */
class SlowConnection extends LogConnection {
  override query<R>(...[sql, params]: Parameters<Queryable['query']>): Promise<{ rows: R[]; rowCount: number }> {
    const counts = typeof sql === 'string' && sql.includes('WITH sent');
    return super.query(counts ? `SELECT pg_sleep(${NEVER / 1_000})` : sql, params);
  }
}

let world: World;
let log: LogAddress;
let relay: Relay;
let publisher: Publisher;

beforeEach(async () => {
  Logger.overrideLogger(['error']);
  publisher = {
    partitionCount: 6,
    open: async () => undefined,
    send: async () => undefined,
    close: async () => undefined,
  };
  world = await World.create({
    name: 'kafka',
    carry: async () => ({ stop: async () => undefined }),
    transport: () => ({ start: async () => undefined, stop: async () => undefined }),
  });
  log = { service: 'tasks', schema: 'tasks', url: world.database.urlFor('tasks_runtime') };
});

afterEach(async () => {
  await relay.stop();
  await world.destroy();
});

function parts(): RelayParts {
  const { signal, alarm } = world;
  const kafka = { ...DEFAULT_KAFKA_SETTINGS, brokers: ['nowhere:1'] };
  const made = relayParts({ log, kafka, signal, alarm, metrics: NO_METRICS, leaseDuration: NEVER });
  return { ...made, publisher };
}

/** A relay that counts what it has sent, and what it did when it was told to end that. */
async function countingRelay() {
  const made = parts();
  const counting = new SlowConnection(log.url, 'counting', { statement_timeout: NEVER, query_timeout: NEVER });
  const holders: (string | null)[] = [];
  const canceller: Queryable = {
    query: async (sql, params) => {
      const { rows } = await world.admin.query<{ holder: string | null }>('SELECT holder FROM tasks.relay_lease');
      holders.push(rows[0]!.holder);
      return world.admin.query(sql as string, params) as never;
    },
  };
  const recount = new Recount({ database: counting, canceller, log, alarm: world.alarm, interval: 1 });
  relay = new Relay({ ...made, recount, connections: [...made.connections, counting] });
  relay.start();
  await world.tasks.append(world.tasks.event(randomUUID()));
  await until('it counts', async () => (await sessionsCounting()) === 1);
  return { holders };
}

async function sessionsCounting(): Promise<number> {
  const text = `SELECT FROM pg_stat_activity WHERE application_name = 'counting' AND state = 'active'`;
  return (await world.admin.query(text)).rows.length;
}

test('a relay that is stopped while it counts a long log lets another one go on before it ends the count, and waits for neither', async () => {
  const { holders } = await countingRelay();
  const lease = new RelayLease(
    { query: (sql, params) => world.admin.query(sql as string, params) as never },
    log,
    'next',
    NEVER,
  );
  expect(await lease.take()).toBe(false);
  await relay.stop();
  expect(holders).toEqual([null]);
  expect(await lease.take()).toBe(true);
  await until('nobody counts any more', async () => (await sessionsCounting()) === 0);
  expect(world.alarm.raised).toEqual([]);
});

test('a relay that cannot send for some seconds alarms, and goes on when it can', async () => {
  let away = true;
  const sent: number[] = [];
  publisher.open = async () => {
    if (away) throw new Error('no broker answers');
  };
  publisher.send = async (messages) => void sent.push(messages.length);
  relay = new Relay(parts());
  relay.start();
  await world.tasks.append(world.tasks.event(randomUUID()));
  const alarm = await until('it alarms', () => world.alarm.find('path-failing'));
  expect(alarm).toBe('The relay of tasks sends nothing after 5 tries, and goes on trying: Error: no broker answers.');
  away = false;
  await until('it sends', () => sent.length === 1);
});
