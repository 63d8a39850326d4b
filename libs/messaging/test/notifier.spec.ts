import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { logChannel, LogNotifier, LogSignal, PostgresTransport } from '#messaging';
import { until } from '#testing';
import { queryableOf } from '../src/database/run-statement.js';
import { World } from './world/world.js';

const NEVER_IN_THIS_TEST = 3_600_000;

let world: World;
let pool: pg.Pool;

beforeEach(async () => {
  world = await World.create({
    name: 'postgres',
    carry: async () => ({ stop: async () => undefined }),
    transport: (_, path) => new PostgresTransport(path, { pollInterval: NEVER_IN_THIS_TEST }),
  });
  pool = new pg.Pool({ connectionString: world.database.urlFor('tasks_runtime') });
});

afterEach(async () => {
  await pool.end();
  await world.destroy();
});

test('a commit in one process wakes the readers in another, for each of its sources', async () => {
  const notifiers = (['tasks', 'units'] as const).map(
    (service) => new LogNotifier(world.signal, service, queryableOf(pool)),
  );
  const projections = [{ name: 'tasks' }, { name: 'units', source: 'units' }];
  world.member({ signal: new LogSignal(), projections });
  await until('both logs are listened to', async () => {
    const { rows } = await world.admin.query(
      `SELECT FROM pg_stat_activity WHERE application_name = 'lianban-watch-tail'`,
    );
    return rows.length === 1;
  });
  for (const source of [world.tasks, world.units]) {
    await source.append(source.event(randomUUID()));
    await world.everythingOnceInOrder(source, source.service);
    await source.append(source.event(randomUUID())); // the reader sleeps again, and only a wake brings this one
    await world.everythingOnceInOrder(source, source.service);
  }
  for (const notifier of notifiers) notifier.close();
});

test('many commits within a few milliseconds are told together, and the last one is never left out', async () => {
  const heard: string[] = [];
  const listener = new pg.Client({ connectionString: world.database.url });
  await listener.connect();
  listener.on('notification', ({ channel }) => heard.push(channel));
  await listener.query(`LISTEN ${logChannel('tasks')}`);
  const notifier = new LogNotifier(world.signal, 'tasks', queryableOf(pool));
  for (let i = 0; i < 100; i++) world.signal.wake('tasks');
  await until('the first and the last are told', () => heard.length === 2);
  world.signal.wake('tasks', 'elsewhere'); // what another process told is not told again
  world.signal.wake('tasks');
  await until('a later one is told by itself', () => heard.length >= 3);
  expect(heard).toHaveLength(3);
  notifier.close();
  await listener.end();
});
