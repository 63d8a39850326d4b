import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  EventLogReader,
  HoleSafeTailer,
  LogConnection,
  PostgresTransport,
  SLOTS,
  type LogPlace,
  type Queryable,
} from '#messaging';
import { until } from '#testing';
import { restore, takeCopy } from './world/restore.js';
import { aggregateInSlot, World } from './world/world.js';

const START: LogPlace = { position: 0, id: null };
const A = randomUUID();
const B = randomUUID();

/** A connection that lets a test act right before a certain statement is sent, or right after it was answered. */
class WatchedConnection extends LogConnection {
  before: (statement: string) => Promise<void> = async () => undefined;
  after: (statement: string) => Promise<void> = async () => undefined;

  override async query<R>(...[sql, params]: Parameters<Queryable['query']>): Promise<{ rows: R[]; rowCount: number }> {
    const statement = typeof sql === 'string' ? sql : (sql.name ?? '');
    await this.before(statement);
    const result = await super.query<R>(sql, params);
    await this.after(statement);
    return result;
  }
}

let world: World;
let connection: WatchedConnection;
let tailer: HoleSafeTailer;

beforeEach(async () => {
  world = await World.create({
    name: 'postgres',
    carry: async () => ({ stop: async () => undefined }),
    transport: (_, path) => new PostgresTransport(path),
  });
  const address = world.address('tasks');
  connection = new WatchedConnection(address.url, 'tailer');
  tailer = new HoleSafeTailer({ connection, log: address, alarm: world.alarm });
});

afterEach(async () => {
  await connection.close();
  await world.destroy();
});

/** A writer that has taken position 1 and not committed, and an event that is committed behind it. */
async function writerBeforeEvent() {
  const writer = await world.tasks.writer();
  await writer.append(world.tasks.event(A));
  await world.tasks.append(world.tasks.event(B));
  return writer;
}

const positions = async (from = START) => (await tailer.read(from, 10)).events.map(({ position }) => position);

test('a writer that commits between the read and the decision about its hole is not lost', async () => {
  const writer = await writerBeforeEvent();
  let reached = false;
  connection.before = async (statement) => {
    if (statement !== 'tasks-writers' || reached) return;
    reached = true;
    await writer.commit();
  };
  expect(await positions()).toEqual([]);
  expect(reached).toBe(true);
  expect(await positions()).toEqual([1, 2]);
});

test('a writer that commits between the list of writers and the next read is not lost', async () => {
  const writer = await writerBeforeEvent();
  expect(await positions()).toEqual([]);
  let reached = false;
  connection.before = async (statement) => {
    if (statement !== 'tasks-after' || reached) return;
    reached = true;
    await writer.commit();
  };
  expect(await positions()).toEqual([1, 2]);
  expect(reached).toBe(true);
});

test('a writer that commits right after a later read is not lost either', async () => {
  const writer = await writerBeforeEvent();
  expect(await positions()).toEqual([]);
  let reached = false;
  connection.after = async (statement) => {
    if (statement !== 'tasks-after' || reached) return;
    reached = true;
    await writer.commit();
  };
  expect(await positions()).toEqual([]);
  expect(reached).toBe(true);
  expect(await positions()).toEqual([1, 2]);
});

test('a hole is passed only after a later read, when its writer has rolled back', async () => {
  const writer = await writerBeforeEvent();
  expect(await positions()).toEqual([]);
  await writer.rollback();
  expect(await positions()).toEqual([2]);
});

test('what was noted about a hole is forgotten with the connection: after a restore others may fill the position', async () => {
  const copy = await takeCopy(world, world.tasks);
  const writer = await writerBeforeEvent();
  expect(await positions()).toEqual([]);
  await world.admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tailer'`);
  await writer.rollback();
  await restore(world, copy);
  const another = await writerBeforeEvent();
  const after = await until('the tailer reads over a new connection', () => tailer.read(START, 10));
  expect(after.events).toEqual([]);
  await another.commit();
  expect(await positions()).toEqual([1, 2]);
});

test('the list of writers is asked for only while a hole is open', async () => {
  const asked: string[] = [];
  connection.before = async (statement) => void asked.push(statement);
  await world.tasks.append(world.tasks.event(A), world.tasks.event(B));
  await positions();
  expect(asked).toEqual(['tasks-after']);
});

test('each event carries the position and id of the one before it in its slot, and the epoch', async () => {
  const other = `${A.slice(0, -2)}${A.endsWith('00') ? '01' : '00'}`;
  await world.tasks.append(world.tasks.event(A), world.tasks.event(other), world.tasks.event(A));
  const { events, epoch } = await tailer.read(START, 10);
  const [first, , third] = events;
  expect(events.map(({ prev }) => prev)).toEqual([0, 0, 1]);
  expect(third).toMatchObject({ prevId: first!.id, source: 'tasks', epoch });
  const [again] = (await tailer.read({ position: 2, id: events[1]!.id }, 10)).events;
  expect(again).toEqual(third); // wherever a reader begins
});

test('a place that the log no longer holds is told, and nothing is read from it', async () => {
  await world.tasks.append(world.tasks.event(A), world.tasks.event(B));
  const read = await tailer.read({ position: 1, id: randomUUID() }, 10);
  expect(read).toMatchObject({ known: false, events: [] });
});

test('what waits is counted exactly while it is little, and no further than the limit when it is much', async () => {
  const reader = new EventLogReader(connection, world.address('tasks'));
  const [first, second] = [aggregateInSlot(1), aggregateInSlot(2)];
  await world.tasks.append(...[first, first, first, second].map((id) => world.tasks.event(id)));
  const marks = (slot: number, position: number) =>
    Array.from({ length: SLOTS }, (_, each) => ({ slot: each, position: each === slot ? position : 0 }));
  expect(await reader.behind(marks(1, 0), 4)).toMatchObject({ events: 4, atLeast: false });
  expect(await reader.behind(marks(1, 0), 2)).toMatchObject({ events: 3, atLeast: true });
  expect(await reader.behind(marks(1, 2), 4)).toMatchObject({ events: 2, atLeast: false });
  const { seconds } = await reader.behind(marks(1, 2), 4);
  expect(seconds).toBeGreaterThan(0);
  expect(await reader.behind(marks(1, 3).slice(0, 2))).toEqual({ events: 0, atLeast: false, seconds: 0 });
});
