import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  appendEvents,
  assertLogIsSafe,
  eventInsert,
  eventsParameter,
  readInt8AsNumber,
  type NewEvent,
  type Queryable,
} from '#messaging';
import { createTestDatabase, type TestDatabase } from '#testing';
import { queryableOf } from '../src/database/run-statement.js';
import { TEMPLATE } from './world/template.js';

let database: TestDatabase;
let pool: pg.Pool;
let log: Queryable;

beforeAll(async () => {
  readInt8AsNumber();
  database = await createTestDatabase({ template: TEMPLATE });
  pool = new pg.Pool({ connectionString: database.url, options: '-c search_path=tasks' });
  log = queryableOf(pool);
  await log.query('CREATE TABLE task (id uuid PRIMARY KEY, version integer NOT NULL)');
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

function event(aggregateId: string, aggregateVersion: number, data: unknown = {}): NewEvent {
  return { type: 'changed', version: 1, aggregateId, aggregateVersion, occurredAt: new Date(), actor: 'test', data };
}

const rowsOf = (id: string) =>
  log.query<Record<string, unknown>>('SELECT * FROM event_log WHERE aggregate_id = $1 ORDER BY position', [id]);
const lastPosition = async () =>
  (await log.query<{ last: number }>(`SELECT last_value AS last FROM event_log_position_seq`)).rows[0]!.last;

test('events appended together keep their order and get the slot of their aggregate', async () => {
  const id = `${randomUUID().slice(0, -2)}c5`;
  await appendEvents(log, [event(id, 1, { step: 'first' }), event(id, 2, { step: 'second' })]);
  const { rows } = await rowsOf(id);
  expect(rows.map(({ data }) => data)).toEqual([{ step: 'first' }, { step: 'second' }]);
  expect(rows.map(({ slot }) => slot)).toEqual([0xc5 & 63, 0xc5 & 63]);
  expect(rows[1]!.position).toBe((rows[0]!.position as number) + 1);
});

test('a second event with the same version of an aggregate is refused', async () => {
  const id = randomUUID();
  await appendEvents(log, [event(id, 1)]);
  await expect(appendEvents(log, [event(id, 1)])).rejects.toMatchObject({
    code: '23505',
    constraint: 'event_log_aggregate_version',
  });
});

test('a NUL character is refused before it reaches the log, and text that only looks like one is kept', async () => {
  const id = randomUUID();
  expect(() => appendEvents(log, [event(id, 1, { text: 'a\0b' })])).toThrow('NUL character');
  await appendEvents(log, [event(id, 1, { text: String.raw`a\u0000b` })]);
  expect((await rowsOf(id)).rows[0]!.data).toEqual({ text: String.raw`a\u0000b` });
});

test('a command in one statement appends its event only while the row has the expected version, and takes no position else', async () => {
  const id = randomUUID();
  await log.query('INSERT INTO task VALUES ($1, 1)', [id]);
  const accept = (version: number) =>
    log.query({
      name: 'accept',
      text: `WITH updated AS (UPDATE task SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING id)
        ${eventInsert({ from: 'updated', parameter: 3 })}`,
      values: [id, version, eventsParameter([event(id, version + 1)])],
    });
  expect((await accept(1)).rowCount).toBe(1);
  const before = await lastPosition();
  expect((await accept(1)).rowCount).toBe(0);
  expect(await lastPosition()).toBe(before);
  expect((await rowsOf(id)).rows).toHaveLength(1);
});

test('a database on which the log is safe is accepted', async () => {
  await assertLogIsSafe(log);
});

test('a driver that gives positions as text is refused: text is compared letter by letter', async () => {
  const asText: Queryable = {
    query: async (sql, params) => {
      const { rows, rowCount } = await log.query<{ int8: unknown }>(sql, params);
      return { rows: rows.map((row) => ({ ...row, int8: String(row.int8) })) as never, rowCount };
    },
  };
  await expect(assertLogIsSafe(asText)).rejects.toThrow('call readInt8AsNumber() before the pool is made');
});

test('every setting that could lose events is named together with the way out', async () => {
  const unsafe = new pg.Client({
    connectionString: database.url,
    options: '-c search_path=tasks -c synchronous_commit=off',
  });
  await unsafe.connect();
  await unsafe.query('BEGIN');
  await unsafe.query('ALTER TABLE event_log ALTER COLUMN position SET CACHE 10');
  await unsafe.query('DELETE FROM event_log_epoch');
  const inside: Queryable = { query: async (sql, params) => (await unsafe.query(sql as string, params)) as never };
  const refusal = await assertLogIsSafe(inside).catch((error: Error) => error.message);
  expect(refusal).toContain('synchronous_commit is off');
  expect(refusal).toContain('must have CACHE 1');
  expect(refusal).toContain('exactly one row');
  await unsafe.end();
});
