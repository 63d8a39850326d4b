import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres, type PostgresOptions } from '#embedded-postgres';
import { assertLogIsSafe, EventPath, LogConnection } from '#messaging';
import { freePort } from '#testing';
import { queryableOf } from '../src/database/run-statement.js';
import { TEMPLATE } from './world/template.js';

let options: PostgresOptions;
let url: string;
/** Why the database was refused while it was a primary. */
let refusal: string;
let standbyGone: Promise<unknown>;

beforeAll(async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lianban-standby-'));
  await chmod(dataDir, 0o711); // the user that PostgreSQL runs as when we are root must get through
  options = {
    dataDir: path.join(dataDir, 'data'),
    port: await freePort(),
    settings: { fsync: 'off', max_prepared_transactions: 2 },
  };
  const primary = await startPostgres(options);
  url = primary.url;
  await TEMPLATE.prepare(url);
  const pool = new pg.Pool({ connectionString: url, options: '-c search_path=tasks' });
  pool.on('error', () => undefined); // the primary's stop may be faster than its sessions' end
  refusal = await assertLogIsSafe(queryableOf(pool)).then(
    () => 'none',
    (error: Error) => error.message,
  );
  await pool.end();
  await primary.stop();
  await startStandby();
});

afterAll(async () => {
  const pid = (await readFile(path.join(options.dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0];
  process.kill(Number(pid), 'SIGINT');
  await standbyGone;
  await rm(path.dirname(options.dataDir), { recursive: true, force: true });
});

/** The same data directory as a standby: it never says that it takes connections, only that it takes reading ones. */
async function startStandby(): Promise<void> {
  await writeFile(path.join(options.dataDir, 'standby.signal'), '');
  const { promise: reading, resolve } = Promise.withResolvers<void>();
  const onLog = (line: string) => void (line.includes('accept read-only connections') && resolve());
  standbyGone = startPostgres({ ...options, onLog }).catch(() => undefined);
  await reading;
}

test('a log is not read on a standby, neither in order nor to heal, look or check', async () => {
  const log = { service: 'tasks', schema: 'tasks', url };
  const pool = new pg.Pool({ connectionString: url });
  const eventPath = new EventPath({ service: 'watch', pool, logs: { tasks: log } });
  const connection = new LogConnection(url, 'reader');
  const mark = { slot: 0, position: 0, id: null };
  await expect(connection.query('SELECT 1')).rejects.toThrow('this URL leads to a standby');
  await expect(eventPath.reader('tasks').slot(mark, undefined, 1)).rejects.toThrow('this URL leads to a standby');
  await expect(eventPath.reader('tasks').compare([mark])).rejects.toThrow('this URL leads to a standby');
  await Promise.all([connection.close(), eventPath.close(), pool.end()]);
});

test('a database that prepares transactions is not safe for a log, and is refused with the way out', () => {
  expect(refusal).toContain('max_prepared_transactions is not 0');
  expect(refusal).toContain('Set it to 0 and restart');
});
