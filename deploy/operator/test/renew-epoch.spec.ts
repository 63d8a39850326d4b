import { execFile } from 'node:child_process';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messagingMigrationSql } from '#messaging';
import { createTestDatabase, type TestDatabase } from '#testing';

const COMMAND = path.join(import.meta.dirname, '../../../dist/deploy/operator/renew-epoch.js');

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await withSession(async (session) => {
    await session.query('CREATE SCHEMA tasks; SET search_path = tasks');
    for (const sql of messagingMigrationSql()) await session.query(sql);
  });
});

afterAll(() => database.drop());

async function withSession(work: (session: pg.Client) => Promise<void>): Promise<void> {
  const session = new pg.Client({ connectionString: database.url, application_name: 'somebody' });
  await session.connect();
  await work(session);
  await session.end();
}

/** Runs the command as an operator would, and answers its exit status and what it printed. */
function run(...services: string[]): Promise<{ status: number | null; printed: string }> {
  const env = { ...process.env, DATABASE_URL: database.url };
  return new Promise((resolve) => {
    const child = execFile('node', [COMMAND, ...services], { env }, (_, out, errors) =>
      resolve({ status: child.exitCode, printed: out + errors }),
    );
  });
}

test('an operator renews the epoch of a restored log and is told what comes next', async () => {
  const { status, printed } = await run('tasks');
  expect(printed).toMatch(/The log of tasks begins the epoch [0-9a-f-]{36}\.\nStart the services now/);
  expect(status).toBe(0);
});

test('the command fails while somebody is connected, and without a service', async () => {
  await withSession(async () => {
    const { status, printed } = await run('tasks');
    expect(printed).toContain('application "somebody"');
    expect(status).toBe(1);
  });
  expect(await run()).toMatchObject({ status: 1, printed: expect.stringContaining('Usage:') as string });
});
