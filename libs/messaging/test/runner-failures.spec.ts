import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProjectionHandler, Queryable } from '#messaging';
import { until } from '#testing';
import { runStatement } from '../src/database/run-statement.js';
import { MAX_ATTEMPTS } from '../src/projection/single-events.js';
import { COUNT } from './world/counted.js';
import { createQuietWorld, eventsOfLog } from './world/quiet-world.js';
import { StoppingPoint } from './world/stopping-point.js';
import { aggregateInSlot, type World } from './world/world.js';

let world: World;

beforeEach(async () => {
  world = await createQuietWorld();
});

afterEach(() => world.destroy());

test.each([
  { oneByOne: false, refusals: 2 },
  { oneByOne: true, refusals: 1 },
])(
  'a batch for which no transaction can be begun is tried again and parks nothing (%o)',
  async ({ oneByOne, refusals }) => {
    await world.tasks.append(world.tasks.event(randomUUID()));
    const { path } = world.member();
    const failing = path.runners[0]!;
    await failing.open();
    refuseTransactions(path.pool, refusals);
    for (let tries = 0; tries < refusals; tries++) {
      expect(await failing.process(await eventsOfLog(world), { oneByOne })).toBe('retry');
    }
    expect(world.alarm.find('path-failing')).toContain('password authentication failed');
    expect((await world.admin.query('SELECT FROM event_attempt')).rows).toEqual([]);
    expect(await failing.process(await eventsOfLog(world), { oneByOne })).toBe('done');
    await world.everythingOnceInOrder();
  },
);

test('outages that keep an attempt from being taken back do not add up: a good event is never parked for them', async () => {
  await world.tasks.append(world.tasks.event(randomUUID()));
  let outages = MAX_ATTEMPTS + 1;
  const { path } = world.member({ projections: [{ before: () => (outages-- > 0 ? endOfDatabase() : undefined) }] });
  const query = path.pool.query.bind(path.pool);
  const away = Object.assign(new Error('terminating connection'), { code: '57P01' });
  /** Inside the handler: its transaction fails, and so does the statement that would take the attempt back. */
  const endOfDatabase = () => {
    Object.assign(path.pool, { query: () => Promise.reject(away) });
    throw away;
  };
  for (let outage = 0; outage <= MAX_ATTEMPTS; outage++) {
    expect(await path.runners[0]!.process(await eventsOfLog(world), { oneByOne: true })).toBe('retry');
    Object.assign(path.pool, { query });
  }
  expect(await path.runners[0]!.process(await eventsOfLog(world), { oneByOne: true })).toBe('done');
  await world.everythingOnceInOrder();
  expect((await world.admin.query('SELECT FROM event_attempt')).rows).toEqual([]);
});

test('a failure that keeps coming back is told once, not at each try', async () => {
  await world.tasks.append(world.tasks.event(randomUUID()));
  const { path } = world.member();
  refuseTransactions(path.pool, 5);
  for (let tries = 0; tries < 5; tries++) await path.runners[0]!.process(await eventsOfLog(world));
  expect(world.alarm.raised).toHaveLength(1);
});

/** Single statements go on over the connections that the pool has; the next transactions get none, as after a change of passwords. */
function refuseTransactions(pool: pg.Pool, refusals: number): void {
  const connect = pool.connect.bind(pool) as (callback?: unknown) => Promise<pg.PoolClient>;
  const refused = Object.assign(new Error('password authentication failed'), { code: '28P01' });
  const refuse = (callback?: unknown) => (callback || refusals-- <= 0 ? connect(callback) : Promise.reject(refused));
  Object.assign(pool, { connect: refuse });
}

test('an event that ends the process that builds a generation is counted in whatever slot it lies, and parked', async () => {
  const [busy, deadly] = [aggregateInSlot(1), aggregateInSlot(2)];
  const steady = world.member({ projections: [COUNT] }).runner('count'); // applies, and builds nothing
  await world.tasks.append(world.tasks.event(deadly));
  await steady.process(await eventsOfLog(world));
  await steady.builder.begin();
  const forEver = new Promise<void>(() => undefined);
  for (let death = 1; death <= MAX_ATTEMPTS; death++) {
    await world.tasks.append(world.tasks.event(busy)); // else the deadly slot would be the first with something to build
    await steady.process(await eventsOfLog(world));
    const dying = new StoppingPoint(`death ${death}`);
    const before: ProjectionHandler = (batch, { replay }) =>
      replay && batch.some(({ aggregateId }) => aggregateId === deadly) ? dying.pass().then(() => forEver) : undefined;
    const doomed = world.member({ projections: [{ ...COUNT, before }] });
    await doomed.runner('count').open();
    await dying.reached();
    await world.kill(doomed);
    expect((await world.admin.query('SELECT attempts FROM event_attempt')).rows).toEqual([{ attempts: death }]);
  }
  await world
    .member({ projections: [COUNT] })
    .runner('count')
    .open();
  await until('it is parked', () => world.alarm.find('event-parked')?.includes(`ended in each of ${MAX_ATTEMPTS}`));
});

test('marks that take the log’s epoch are locked in slot order, as a batch locks them', async () => {
  const runner = world.member().runner();
  const { generation } = await runner.parts.generations.open();
  await world.admin.query(
    'WITH gone AS (DELETE FROM projection_mark WHERE slot = 0 RETURNING *) INSERT INTO projection_mark SELECT * FROM gone',
  );
  const { rows: lies } = await world.admin.query('SELECT slot FROM projection_mark ORDER BY ctid DESC LIMIT 1');
  expect(lies).toEqual([{ slot: 0 }]); // behind the others: an update in the order of the table comes to it last
  const [batch, asTheyLie] = [await world.admin.connect(), await world.admin.connect()];
  try {
    const lock = (slot: number) => batch.query('SELECT FROM projection_mark WHERE slot = $1 FOR UPDATE', [slot]);
    await batch.query('BEGIN');
    await lock(0);
    await asTheyLie.query('SET enable_indexscan = off; SET enable_bitmapscan = off');
    const database: Queryable = { query: (sql, params) => runStatement(asTheyLie, sql, params) };
    const adopted = runner.parts.marks.adoptEpoch(database, generation, randomUUID());
    adopted.catch(() => undefined); // told below
    await until('the marks are waited for', async () => {
      const { rows } = await world.admin.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%projection_mark%'`,
      );
      return rows.length === 1;
    });
    await lock(1);
    await batch.query('COMMIT');
    await adopted;
  } finally {
    for (const client of [batch, asTheyLie]) client.release(true);
  }
});
