import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  MessagingOperator,
  type LogEvent,
  type Outcome,
  type ProjectionHandler,
  type RunningProjection,
  type Transport,
} from '#messaging';
import { until } from '#testing';
import { CHUNK } from '../src/healing/healing.js';
import type { ProjectionRunner } from '../src/projection/projection-runner.js';
import { MAX_ATTEMPTS } from '../src/projection/single-events.js';
import type { MemberProjection } from './world/member.js';
import { restore, takeCopy } from './world/restore.js';
import { StoppingPoint } from './world/stopping-point.js';
import { aggregateInSlot, World } from './world/world.js';

/** Brings nothing: each test hands events to the runner itself. */
const SILENT: Transport = { start: async () => undefined, stop: async () => undefined };

/** A projection that is rebuilt into copies of its table. */
const COUNT: MemberProjection = { name: 'count', tables: ['counted'] };

let world: World;
let runner: ProjectionRunner;
let transport: Transport;

beforeEach(async () => {
  transport = SILENT;
  world = await World.create({
    name: 'kafka',
    carry: async () => ({ stop: async () => undefined }),
    transport: () => transport,
  });
  runner = world.member().runner();
  await runner.open();
});

afterEach(() => world.destroy());

/** All events of the log as a transport would bring them. */
async function eventsOfLog(): Promise<LogEvent[]> {
  const { path } = world.member();
  return (await path.reader('tasks').after({ position: 0, id: null }, 10_000)).events;
}

test('events that come again have no second effect', async () => {
  await world.tasks.appendMany(12);
  const events = await eventsOfLog();
  expect(await runner.process(events)).toBe('done');
  expect(await runner.process(events.toReversed())).toBe('done');
  expect(await runner.process(events.slice(3, 9))).toBe('done');
  await world.everythingOnceInOrder();
});

test('events that come before their predecessors are applied after them', async () => {
  await world.tasks.appendMany(30);
  const events = await eventsOfLog();
  expect(await runner.process(events.slice(20))).toBe('done');
  expect(await runner.process(events.slice(0, 20))).toBe('done');
  await world.everythingOnceInOrder();
});

test('the last event of a slot is enough to heal everything before it from the log', async () => {
  const id = randomUUID();
  for (let i = 0; i < 40; i++) await world.tasks.append(world.tasks.event(id));
  const events = await eventsOfLog();
  expect(await runner.process(events.slice(-1))).toBe('done');
  await world.everythingOnceInOrder();
});

describe('a gap inside a batch, of a projection that is past its first one,', () => {
  const id = randomUUID();

  beforeEach(async () => {
    await world.tasks.append(world.tasks.event(id));
    expect(await runner.process(await eventsOfLog())).toBe('done');
  });

  test.each([
    { what: 'events that it takes', type: 'changed', oneByOne: false },
    { what: 'events that it takes, one by one', type: 'changed', oneByOne: true },
    { what: 'events of another type', type: 'other', oneByOne: false },
    { what: 'events of another type, one by one', type: 'other', oneByOne: true },
  ])('is filled from the log before the rest of the batch is applied: $what', async ({ type, oneByOne }) => {
    for (let i = 0; i < 5; i++) await world.tasks.append(world.tasks.event(id, type));
    const batch = (await eventsOfLog()).slice(1);
    expect(await runner.process([batch[0]!, batch[4]!], { oneByOne })).toBe('done');
    await world.everythingOnceInOrder();
    const { rows } = await world.admin.query('SELECT max(position) AS position FROM projection_mark');
    expect(rows).toEqual([{ position: 6 }]);
    expect(world.alarm.raised).toEqual([]);
  });

  test('is not filled when the log began a new life behind its first event: the projection stops', async () => {
    await world.tasks.append(world.tasks.event(id));
    const [, next] = await eventsOfLog();
    await world.admin.query('UPDATE tasks.event_log_epoch SET epoch = gen_random_uuid()');
    await world.tasks.append(world.tasks.event(id));
    const [, , ofNewLife] = await eventsOfLog();
    expect(await runner.process([next!, ofNewLife!])).toBe('stopped');
    expect(await world.applied()).toHaveLength(1);
  });
});

test('a second member with the same partition waits for the first one’s transaction, and finds everything seen', async () => {
  await world.tasks.appendMany(50);
  const events = await eventsOfLog();
  const handling = new StoppingPoint('the first member is inside its transaction');
  const first = world.member({ projections: [{ before: () => handling.pass() }] }).runner();
  const [slow, fast] = [first.process(events), handling.reached().then(() => runner.process(events))];
  await until('the second waits for the marks', async () => {
    const { rows } = await world.admin.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%projection_mark%'`,
    );
    return rows.length === 1;
  });
  handling.release();
  expect(await Promise.all([slow, fast])).toEqual(['done', 'done']);
  await world.everythingOnceInOrder();
});

test('a look finds what never arrived, up to the relay’s cursor and not beyond', async () => {
  await world.tasks.appendMany(20);
  const cursor = 13;
  await world.admin.query('UPDATE tasks.relay_cursor SET cursor = $1', [cursor]);
  expect(await runner.look()).toBe('done');
  expect((await world.applied()).map(({ position }) => position).sort((a, b) => a - b)).toEqual(
    Array.from({ length: cursor }, (_, i) => i + 1),
  );
});

test('an event of a former life of the log is left out once the projection knows the present one', async () => {
  await world.tasks.appendMany(4);
  const copy = await takeCopy(world, world.tasks);
  await world.tasks.appendMany(4);
  const stale = await eventsOfLog();
  await restore(world, copy);
  expect(await runner.process(await eventsOfLog())).toBe('done');
  expect(await runner.process(stale)).toBe('done');
  await world.everythingOnceInOrder();
  expect(await world.applied()).toHaveLength(4);
});

test('after a restore, an event of the new life stops a projection that has applied something of the old one', async () => {
  await world.tasks.appendMany(4);
  const copy = await takeCopy(world, world.tasks);
  await world.tasks.appendMany(4);
  await runner.process(await eventsOfLog());
  await restore(world, copy);
  await world.tasks.appendMany(20);
  expect(await runner.process(await eventsOfLog())).toBe('stopped');
  expect(await world.applied()).toHaveLength(8);
  expect(await runner.look()).toBe('stopped');
  expect(await runner.process(await eventsOfLog())).toBe('stopped');
  expect(world.alarm.raised.filter(({ code }) => code === 'projection-stopped')).toHaveLength(1);
});

test('a projection that stopped though its source was never put back goes on when a later look finds every mark', async () => {
  await world.tasks.appendMany(4);
  await runner.process(await eventsOfLog());
  const { log } = runner.parts;
  const compare = log.compare.bind(log);
  log.compare = async (marks) => (await compare(marks)).map((state) => ({ ...state, holdsMark: false }));
  expect(await runner.look()).toBe('stopped');
  expect(await runner.look()).toBe('stopped');
  log.compare = compare;
  await world.tasks.appendMany(4);
  expect(await runner.process(await eventsOfLog())).toBe('stopped');
  expect(await runner.look()).toBe('done');
  expect(runner.stoppedBecause).toBeUndefined();
  expect(await runner.process(await eventsOfLog())).toBe('done');
  await world.everythingOnceInOrder();
});

test('a mark below the point at which the log was cut stops the projection, one at it does not', async () => {
  const id = randomUUID();
  await world.tasks.append(world.tasks.event(id), world.tasks.event(id));
  const events = await eventsOfLog();
  await runner.process(events);
  await cutUpTo(2);
  await world.tasks.append(world.tasks.event(id));
  expect(await runner.look()).toBe('done');
  expect(await runner.process((await eventsOfLog()).slice(-1))).toBe('done');
  await world.tasks.append(world.tasks.event(id));
  await cutUpTo(4);
  expect(await runner.look()).toBe('stopped');
});

test('a look after a swap goes on with the generation that has taken over', async () => {
  const counting = await swapped();
  await world.tasks.appendMany(20);
  await world.admin.query('UPDATE tasks.relay_cursor SET cursor = 40');
  expect(await counting.look()).toBe('done');
  const { rows } = await world.admin.query('SELECT sum(events)::integer AS events FROM counted');
  expect(rows).toEqual([{ events: 40 }]);
});

test('a check after a swap stops the projection when the log is no longer what was applied', async () => {
  const counting = await swapped();
  await world.admin.query('UPDATE tasks.event_log_epoch SET epoch = gen_random_uuid()');
  expect(await counting.checkAll()).toBe(false);
});

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
      expect(await failing.process(await eventsOfLog(), { oneByOne })).toBe('retry');
    }
    expect(world.alarm.find('path-failing')).toContain('password authentication failed');
    expect((await world.admin.query('SELECT FROM event_attempt')).rows).toEqual([]);
    expect(await failing.process(await eventsOfLog(), { oneByOne })).toBe('done');
    await world.everythingOnceInOrder();
  },
);

test('outages that keep an attempt from being taken back do not add up: a good event is never parked for them', async () => {
  await world.tasks.append(world.tasks.event(randomUUID()));
  let outages = MAX_ATTEMPTS + 1;
  const { path } = world.member({ projections: [{ before: () => (outages-- > 0 ? endOfDatabase() : undefined) }] });
  const query = path.pool.query.bind(path.pool) as typeof path.pool.query;
  const away = Object.assign(new Error('terminating connection'), { code: '57P01' });
  /** Inside the handler: its transaction fails, and so does the statement that would take the attempt back. */
  const endOfDatabase = () => {
    Object.assign(path.pool, { query: () => Promise.reject(away) });
    throw away;
  };
  for (let outage = 0; outage <= MAX_ATTEMPTS; outage++) {
    expect(await path.runners[0]!.process(await eventsOfLog(), { oneByOne: true })).toBe('retry');
    Object.assign(path.pool, { query });
  }
  expect(await path.runners[0]!.process(await eventsOfLog(), { oneByOne: true })).toBe('done');
  await world.everythingOnceInOrder();
  expect((await world.admin.query('SELECT FROM event_attempt')).rows).toEqual([]);
});

test('a failure that keeps coming back is told once, not at each try', async () => {
  await world.tasks.append(world.tasks.event(randomUUID()));
  const { path } = world.member();
  refuseTransactions(path.pool, 5);
  for (let tries = 0; tries < 5; tries++) await path.runners[0]!.process(await eventsOfLog());
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
  await steady.process(await eventsOfLog());
  await steady.builder.begin();
  const forEver = new Promise<void>(() => undefined);
  for (let death = 1; death <= MAX_ATTEMPTS; death++) {
    await world.tasks.append(world.tasks.event(busy)); // else the deadly slot would be the first with something to build
    await steady.process(await eventsOfLog());
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

describe('a member that is stopped during a long catch-up', () => {
  const CHUNKS = 4;
  let last: LogEvent;

  beforeEach(async () => {
    const id = randomUUID();
    await world.tasks.append(...Array.from({ length: CHUNKS * CHUNK }, () => world.tasks.event(id)));
    await world.admin.query('UPDATE tasks.relay_cursor SET cursor = $1', [CHUNKS * CHUNK]);
    last = (await eventsOfLog()).at(-1)!;
  });

  test.each([
    ['fills a gap', (projection: RunningProjection) => projection.process([last])],
    ['looks for what never arrived', (projection: RunningProjection) => projection.look()],
    ['looks one by one at first', (projection: RunningProjection) => projection.look({ oneByOne: true })],
  ])('and %s ends at its next chunk, and another one goes on', async (_, work) => {
    const { stopped, outcome } = await stoppedInside(work);
    expect(await outcome).toBe('retry');
    await stopped;
    expect((await world.applied()).length).toBeLessThan(2 * CHUNK);
    expect(world.alarm.raised).toEqual([]);
    expect(await runner.look()).toBe('done');
    await world.everythingOnceInOrder();
  });

  test('and builds a generation ends it at its next chunk, and another one goes on', async () => {
    const inside = new StoppingPoint('inside the first chunk of the new generation');
    const before: ProjectionHandler = (_, context) => (context.replay ? inside.pass() : undefined);
    const projections: MemberProjection[] = [{ ...COUNT, before }];
    const member = world.member({ projections });
    await member.runner('count').open();
    expect(await member.runner('count').look()).toBe('done');
    await new MessagingOperator(member.path).rebuild('count');
    await inside.reached();
    const stopped = member.stop();
    inside.release();
    await stopped;
    const { rows } = await world.admin.query('SELECT sum(events)::integer AS events FROM counted__next');
    expect(rows[0]!.events).toBeLessThan(2 * CHUNK);
    await world.member({ projections }).runner('count').open();
    await generationActive(2);
  });

  /** A member that is told to stop while its handler is in the middle of the first chunk. */
  async function stoppedInside(work: (projection: RunningProjection) => Promise<Outcome>) {
    const inside = new StoppingPoint('inside the first chunk');
    let working: Promise<Outcome> | undefined;
    transport = {
      start: async ([projection]) => void (working = work(projection!)),
      stop: async () => void (await working),
    };
    const member = world.member({ projections: [{ before: () => inside.pass() }] });
    await inside.reached();
    const stopped = member.stop();
    inside.release();
    return { stopped, outcome: working! };
  }
});

/** A projection that has applied 20 events, whose generation was then swapped without a batch to tell it. */
async function swapped(): Promise<ProjectionRunner> {
  const member = world.member({ projections: [COUNT] });
  const counting = member.runner('count');
  await counting.open();
  await world.tasks.appendMany(20);
  await counting.process(await eventsOfLog());
  await new MessagingOperator(member.path).rebuild('count');
  await generationActive(2);
  return counting;
}

async function generationActive(generation: number): Promise<void> {
  const text = `SELECT FROM projection_generation WHERE projection = 'count' AND generation = $1 AND state = 'active'`;
  await until(`generation ${generation} is active`, async () => {
    return (await world.admin.query(text, [generation])).rows.length === 1;
  });
}

/** Cuts the log like its owner would: the last event of each slot that goes becomes the slot's floor. */
async function cutUpTo(position: number): Promise<void> {
  await world.admin.query('ALTER TABLE tasks.event_log DISABLE TRIGGER event_log_append_only');
  await world.admin.query(
    `WITH cut AS (DELETE FROM tasks.event_log WHERE position <= $1 RETURNING *)
     INSERT INTO tasks.event_log_floor AS f (slot, position, event_id, events)
     SELECT DISTINCT ON (slot) slot, position, id, count(*) OVER (PARTITION BY slot) FROM cut ORDER BY slot, position DESC
     ON CONFLICT (slot) DO UPDATE SET position = excluded.position, event_id = excluded.event_id, events = f.events + excluded.events`,
    [position],
  );
}
