import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPostgres, type PostgresServer } from '#embedded-postgres';
import { EventPath, LogSignal, PostgresTransport } from '#messaging';
import { freePort, until } from '#testing';
import { startMember, type Member } from './world/member.js';
import { RecordedAlarm } from './world/recorded-alarm.js';
import { Source } from './world/source.js';
import { TEMPLATE } from './world/template.js';

const EVENTS = 40;

let directory: string;
let server: PostgresServer;
let admin: pg.Pool;
let source: Source;
const signal = new LogSignal();

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'lianban-power-cut-'));
  await chmod(directory, 0o711); // the user that PostgreSQL runs as when we are root must get through
  await start();
  await TEMPLATE.prepare(server.url);
});

afterEach(async () => {
  await Promise.all([source.close(), admin.end()]);
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

/** A server that waits for the disk as an installation's does. */
async function start(): Promise<void> {
  server = await startPostgres({ dataDir: path.join(directory, 'data'), port: await freePort() });
  admin = new pg.Pool({ connectionString: server.url, options: '-c search_path=watch' });
  source = new Source('tasks', urlFor('tasks_runtime'), signal);
  admin.on('error', () => undefined); // the power cut ends its sessions
}

function urlFor(role: string): string {
  const url = new URL(server.url);
  url.username = role;
  return url.href;
}

/** A rebuildable projection that counts events per aggregate. */
function member(): Member {
  const url = urlFor('watch_runtime');
  const pool = new pg.Pool({ connectionString: url, options: '-c search_path=watch', pipeline: true });
  pool.on('error', () => undefined);
  const logs = { tasks: { service: 'tasks', schema: 'tasks', url } };
  const eventPath = new EventPath({ service: 'watch', pool, logs, signal, alarm: new RecordedAlarm() });
  const transport = new PostgresTransport(eventPath, { pollInterval: 200 });
  const projections = [{ name: 'count', tables: ['counted'] }];
  return startMember({ name: 'member', path: eventPath, pool, transport, projections });
}

async function countedEvents(): Promise<number> {
  const { rows } = await admin.query<{ sum: number }>('SELECT coalesce(sum(events), 0)::integer AS sum FROM counted');
  return rows[0]?.sum ?? 0;
}

async function markedPositions(): Promise<number> {
  const { rows } = await admin.query<{ sum: number }>('SELECT sum(position)::float8 AS sum FROM projection_mark');
  return rows[0]?.sum ?? 0;
}

/** Stops the process that writes out, in the background, what commits did not wait for. */
async function holdBackgroundFlushes(): Promise<void> {
  const { rows } = await admin.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE backend_type IN ('walwriter', 'background writer', 'checkpointer')`,
  );
  expect(rows).toHaveLength(3);
  for (const { pid } of rows) process.kill(pid, 'SIGSTOP');
}

/** Kills every process of the server at once: what lies only in its memory is gone. */
async function cutThePower(): Promise<void> {
  const postmaster = Number((await readFile(path.join(directory, 'data/postmaster.pid'), 'utf8')).split('\n')[0]);
  const children = await readFile(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8');
  const ended = Promise.all([server.gone, once(admin, 'error').catch(() => undefined)]);
  for (const pid of [postmaster, ...children.trim().split(' ').map(Number)]) killUnlessGone(pid);
  await ended;
}

/** Who finds the postmaster dead ends at once, and writes nothing any more. */
function killUnlessGone(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

test('effects that were not yet on disk go with their marks when the power is cut, and come again once', async () => {
  const before = member();
  await source.appendMany(EVENTS);
  await until('the first events are counted', async () => (await countedEvents()) === EVENTS);
  await holdBackgroundFlushes();
  await source.appendMany(EVENTS);
  await until('all events are counted', async () => (await countedEvents()) === 2 * EVENTS);
  const marked = await markedPositions();
  before.abandon();
  await cutThePower();
  await Promise.all([source.close(), admin.end()]);

  await start();
  expect(await source.log()).toHaveLength(2 * EVENTS); // what was acknowledged is there
  expect(await countedEvents()).toBeLessThan(2 * EVENTS); // else the cut came too late to show anything
  expect(await markedPositions()).toBeLessThan(marked);
  const after = member();
  await until('all events are counted again', async () => (await countedEvents()) >= 2 * EVENTS);
  await after.stop();
  expect(await countedEvents()).toBe(2 * EVENTS);
  expect(await markedPositions()).toBe(marked);
});
