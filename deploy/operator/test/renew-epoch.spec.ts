import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { messagingMigrationSql } from '#messaging';
import { createTestDatabase, freePort, until, type TestDatabase } from '#testing';
import { LocalRun, processesOf } from '../../local/test/local-run.js';

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

interface Ended {
  status: number | null;
  printed: string;
}

/** Runs the command as an operator would, and answers its exit status and what it printed. */
function run(services: string[], where: Record<string, string> = { DATABASE_URL: database.url }): Promise<Ended> {
  const env: NodeJS.ProcessEnv = { ...process.env, ...where };
  if (!('DATABASE_URL' in where)) delete env.DATABASE_URL;
  return new Promise((resolve) => {
    const child = execFile('node', [COMMAND, ...services], { env }, (_, out, errors) =>
      resolve({ status: child.exitCode, printed: out + errors }),
    );
  });
}

test('an operator renews the epoch of a restored log and is told what comes next', async () => {
  const { status, printed } = await run(['tasks']);
  expect(printed).toMatch(/The log of tasks begins the epoch [0-9a-f-]{36}\.\nStart the services now/);
  expect(status).toBe(0);
});

/** It starts the product twice, on a machine that may be busy. */
const STARTS = { timeout: 400_000 };

test(
  'the log of a stopped local installation is renewed in its own server, which nobody else can reach',
  STARTS,
  async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'lianban-operator-'));
    const runs: LocalRun[] = [];
    onTestFinished(async () => {
      await Promise.all(runs.map((each) => each.end('SIGKILL')));
      await until('nothing of the installation runs', async () => (await processesOf(directory)).length === 0, 60_000);
      await rm(directory, { recursive: true, force: true });
    });
    await chmod(directory, 0o711); // PostgreSQL's user must get through when we are root
    const start = () => {
      const environment = { LIANBAN_DATA: directory, NODE_ENV: 'production', PORT: String(port) }; // no sample
      const product = LocalRun.start('apps/standalone/src/main.js', environment);
      runs.push(product);
      return product.ready();
    };
    const port = await freePort();
    const product = await start();
    const refused = await run(['tasks'], { LIANBAN_DATA: directory });
    expect(refused).toMatchObject({ status: 1, printed: expect.stringMatching(/already runs on/) as string });
    expect(await product.end('SIGTERM')).toBe(0);
    expect(await run(['tasks'], { LIANBAN_DATA: directory })).toEqual({
      status: 0,
      printed: expect.stringMatching(
        /^The log of tasks begins the epoch [0-9a-f-]{36}\.\nStart the services now/,
      ) as string,
    });
    expect(await processesOf(directory)).toEqual([]);
    expect(await (await start()).end('SIGTERM')).toBe(0);
  },
);

test('a directory that holds no installation stays as it is', async () => {
  const directory = path.join(tmpdir(), 'lianban-no-installation');
  const { status, printed } = await run(['tasks'], { LIANBAN_DATA: directory });
  expect(printed).toContain('is no installation');
  expect(status).toBe(1);
  expect(existsSync(directory)).toBe(false);
});

test('the command fails while somebody is connected, and without a service', async () => {
  await withSession(async () => {
    const { status, printed } = await run(['tasks']);
    expect(printed).toContain('application "somebody"');
    expect(status).toBe(1);
  });
  expect(await run(['tasks'], {})).toMatchObject({ status: 1, printed: expect.stringContaining('Usage:') as string });
  expect(await run([])).toMatchObject({ status: 1, printed: expect.stringContaining('Usage:') as string });
});
