import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HeardClient, HoleSafeTailer, LogConnection, Transaction } from '#messaging';
import { lineTo, until, type Line } from '#testing';
import { queryableOf } from '../src/database/run-statement.js';
import { failureClass } from '../src/failure/failure-class.js';
import { World } from './world/world.js';

const PATIENCE = 1_000;

let world: World;
let line: Line;
let url: string;

beforeEach(async () => {
  world = await World.create({
    name: 'postgres',
    carry: async () => ({ stop: async () => undefined }),
    transport: () => ({ start: async () => undefined, stop: async () => undefined }),
  });
  ({ line, url } = await lineTo(world.address('tasks').url));
});

afterEach(async () => {
  line.close();
  await world.destroy();
});

test('a reader of a log gives up a connection that swallows everything, and reads on over another', async () => {
  const connection = new LogConnection(url, 'reader', { statement_timeout: PATIENCE, query_timeout: PATIENCE });
  const tailer = new HoleSafeTailer({ connection, log: world.address('tasks'), alarm: world.alarm });
  await world.tasks.append(world.tasks.event(randomUUID()));
  const read = () => tailer.read({ position: 0, id: null }, 10);
  expect((await read()).events).toHaveLength(1);
  line.swallow();
  await expect(read()).rejects.toThrow('Query read timeout');
  expect((await until('the log is read again', read)).events).toHaveLength(1);
  expect(connection.incarnation).toBeGreaterThan(1);
  await connection.close();
});

test('a transaction whose connection swallows everything fails as what passes by itself, and the next one has another', async () => {
  const pool = new pg.Pool({ connectionString: url, pipeline: true, max: 1, Client: HeardClient });
  const transaction = await Transaction.begin(pool, PATIENCE);
  await transaction.query('SELECT 1');
  line.swallow();
  const failure = await transaction.query('SELECT 2').catch((error: unknown) => error);
  expect(failureClass(failure)).toBe('transient');
  await transaction.rollback();
  const next = await Transaction.begin(pool, PATIENCE);
  await next.query('SELECT 3');
  await next.commit();
  await pool.end();
});

test('a commit that is never answered fails, and its connection is not used again', async () => {
  const pool = new pg.Pool({ connectionString: url, pipeline: true, max: 1, Client: HeardClient });
  const transaction = await Transaction.begin(pool, PATIENCE);
  await transaction.query('SELECT 1');
  line.swallow();
  expect(failureClass(await transaction.commit().catch((error: unknown) => error))).toBe('transient');
  expect(pool.totalCount).toBe(0);
  await pool.end();
});

test('a single statement on a service’s own pool does not wait for ever either', async () => {
  const pool = new pg.Pool({ connectionString: url, pipeline: true, max: 1, Client: HeardClient });
  const database = queryableOf(pool, PATIENCE);
  await database.query('SELECT 1');
  line.swallow();
  await expect(database.query('SELECT 2')).rejects.toThrow('Query read timeout');
  await database.query('SELECT 3');
  await pool.end();
});
