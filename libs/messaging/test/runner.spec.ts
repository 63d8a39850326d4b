import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MessagingOperator } from '#messaging';
import { until } from '#testing';
import { inTransaction } from '../src/database/transaction.js';
import type { ProjectionRunner } from '../src/projection/projection-runner.js';
import { COUNT } from './world/counted.js';
import { createQuietWorld, eventsOfLog, generationActive } from './world/quiet-world.js';
import { restore, takeCopy } from './world/restore.js';
import { StoppingPoint } from './world/stopping-point.js';
import type { World } from './world/world.js';

let world: World;
let runner: ProjectionRunner;

beforeEach(async () => {
  world = await createQuietWorld();
  runner = world.member().runner();
  await runner.open();
});

afterEach(() => world.destroy());

test('events that come again have no second effect', async () => {
  await world.tasks.appendMany(12);
  const events = await eventsOfLog(world);
  expect(await runner.process(events)).toBe('done');
  expect(await runner.process(events.toReversed())).toBe('done');
  expect(await runner.process(events.slice(3, 9))).toBe('done');
  await world.everythingOnceInOrder();
});

test('events that come before their predecessors are applied after them', async () => {
  await world.tasks.appendMany(30);
  const events = await eventsOfLog(world);
  expect(await runner.process(events.slice(20))).toBe('done');
  expect(await runner.process(events.slice(0, 20))).toBe('done');
  await world.everythingOnceInOrder();
});

test('the last event of a slot is enough to heal everything before it from the log', async () => {
  const id = randomUUID();
  for (let i = 0; i < 40; i++) await world.tasks.append(world.tasks.event(id));
  const events = await eventsOfLog(world);
  expect(await runner.process(events.slice(-1))).toBe('done');
  await world.everythingOnceInOrder();
});

test('a second member with the same partition waits for the first one’s transaction, and finds everything seen', async () => {
  await world.tasks.appendMany(50);
  const events = await eventsOfLog(world);
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
  const stale = await eventsOfLog(world);
  await restore(world, copy);
  expect(await runner.process(await eventsOfLog(world))).toBe('done');
  expect(await runner.process(stale)).toBe('done');
  await world.everythingOnceInOrder();
  expect(await world.applied()).toHaveLength(4);
});

test('after a restore, an event of the new life stops a projection that has applied something of the old one', async () => {
  await world.tasks.appendMany(4);
  const copy = await takeCopy(world, world.tasks);
  await world.tasks.appendMany(4);
  await runner.process(await eventsOfLog(world));
  await restore(world, copy);
  await world.tasks.appendMany(20);
  expect(await runner.process(await eventsOfLog(world))).toBe('stopped');
  expect(await world.applied()).toHaveLength(8);
  expect(await runner.look()).toBe('stopped');
  expect(await runner.process(await eventsOfLog(world))).toBe('stopped');
  expect(world.alarm.raised.filter(({ code }) => code === 'projection-stopped')).toHaveLength(1);
});

test('a projection that stopped though its source was never put back goes on when a later look finds every mark', async () => {
  await world.tasks.appendMany(4);
  await runner.process(await eventsOfLog(world));
  const { log } = runner.parts;
  const compare = log.compare.bind(log);
  log.compare = async (marks) => (await compare(marks)).map((state) => ({ ...state, holdsMark: false }));
  expect(await runner.look()).toBe('stopped');
  expect(await runner.look()).toBe('stopped');
  log.compare = compare;
  await world.tasks.appendMany(4);
  expect(await runner.process(await eventsOfLog(world))).toBe('stopped');
  expect(await runner.look()).toBe('done');
  expect(runner.stoppedBecause).toBeUndefined();
  expect(await runner.process(await eventsOfLog(world))).toBe('done');
  await world.everythingOnceInOrder();
});

test('a mark below the point at which the log was cut stops the projection, one at it does not', async () => {
  const id = randomUUID();
  await world.tasks.append(world.tasks.event(id), world.tasks.event(id));
  const events = await eventsOfLog(world);
  await runner.process(events);
  await cutUpTo(2);
  await world.tasks.append(world.tasks.event(id));
  expect(await runner.look()).toBe('done');
  expect(await runner.process((await eventsOfLog(world)).slice(-1))).toBe('done');
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

/** A projection that has applied 20 events, whose generation was then swapped without a batch to tell it. */
async function swapped(): Promise<ProjectionRunner> {
  const member = world.member({ projections: [COUNT] });
  const counting = member.runner('count');
  await counting.open();
  await world.tasks.appendMany(20);
  await counting.process(await eventsOfLog(world));
  await new MessagingOperator(member.path).rebuild('count');
  await generationActive(world, 2);
  return counting;
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

test('a list whose building a restore has ended is built again; one that was active and replaced waits', async () => {
  const { generations, pool } = runner.parts;
  const active = await generations.open();
  await world.admin.query(`UPDATE projection_generation SET types = '{another}'`); // an older build's
  const building = await inTransaction(pool, (tx) => generations.create(tx, 'building'));
  await inTransaction(pool, async (tx) => {
    await generations.retire(tx, building.generation);
    await tx.query(
      `INSERT INTO projection_generation (projection, generation, source, types, state)
       SELECT projection, 3, source, types, 'building' FROM projection_generation WHERE generation = $1`,
      [active.generation],
    );
    await generations.retire(tx, active.generation);
    await generations.activate(tx, 3);
  });
  const accepted = { generation: 3, types: ['another'] };
  expect(await generations.isOutdated(accepted)).toBe(false);
  await world.admin.query(`UPDATE projection_generation SET state = 'retired' WHERE state = 'given-up'`);
  expect(await generations.isOutdated(accepted)).toBe(true);
});
