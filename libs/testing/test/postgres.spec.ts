import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#testing';

const template = {
  name: 'testing_spec',
  prepare: async (url: string) => void (await ask(url, 'CREATE TABLE unit (code text); INSERT INTO unit VALUES (1)')),
};
let first: TestDatabase;
let second: TestDatabase;

beforeAll(async () => {
  [first, second] = await Promise.all([createTestDatabase({ template }), createTestDatabase({ template })]);
});

afterAll(async () => {
  await Promise.all([first.drop(), second.drop()]);
});

test('each test file gets a database of its own with what the template holds', async () => {
  await ask(first.url, 'INSERT INTO unit VALUES (2)');
  expect(await ask(first.url, 'SELECT code FROM unit ORDER BY 1')).toHaveLength(2);
  expect(await ask(second.url, 'SELECT code FROM unit')).toHaveLength(1);
});

test('the server is PostgreSQL 18 and commits for good', async () => {
  const [row] = await ask(first.url, "SELECT current_setting('server_version_num')::int / 10000 AS major");
  expect(row).toEqual({ major: 18 });
  expect(await ask(first.url, 'SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
});

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
