import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '#embedded-postgres';
import { freePort } from '#testing';

let directory: string;
let dataDir: string;
let running: PostgresServer | undefined;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'lianban-embedded-'));
  await chmod(directory, 0o711); // the user that PostgreSQL runs as when we are root must get through
  dataDir = path.join(directory, 'postgres');
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  await rm(directory, { recursive: true, force: true });
});

async function start(password?: string): Promise<PostgresServer> {
  running = await startPostgres({ dataDir, port: await freePort(), password });
  return running;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Resolves with a process that has started the server and does nothing else. */
async function startInOtherProcess(): Promise<ChildProcess> {
  const program = path.resolve('dist/libs/embedded-postgres/test/short-lived-parent.js');
  const parent = spawn('node', [program, dataDir, String(await freePort())], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(parent, 'exit').then(() =>
    Promise.reject(new Error('the parent ended before its server started')),
  );
  await Promise.race([once(parent.stdout, 'data'), ended]);
  return parent;
}

/** Numbers of the processes that work in the data directory: the server, its guard and what that waits with. */
async function processesInDataDir(): Promise<string[]> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const places = processes.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')); // ended while we looked
  return (await Promise.all(places)).flatMap((place, index) => (place === dataDir ? (processes[index] ?? []) : []));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the embedded PostgreSQL', () => {
  it('keeps its data from one start to the next', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE kept AS SELECT 7 AS value');
    await first.stop();
    const second = await start();
    expect(await ask(second.url, 'SELECT value FROM kept')).toEqual([{ value: 7 }]);
  });

  it('has left no process behind once it has stopped', async () => {
    const server = await start();
    expect(await processesInDataDir()).not.toEqual([]);
    await server.stop();
    expect(await processesInDataDir()).toEqual([]);
  });

  it('is reached by its socket by whoever runs as we do, wherever its data lies, and asks for the password there as well', async () => {
    dataDir = path.join(directory, 'a, "b"');
    const server = await start('right');
    const by = 'SELECT inet_client_addr() IS NULL AS socket';
    expect(await ask(server.localUrlOf('postgres'), by)).toEqual([{ socket: true }]);
    expect(await ask(server.url, by)).toEqual([{ socket: false }]);
    await expect(ask(server.localUrlOf('postgres').replace('right', 'wrong'), by)).rejects.toThrow(
      'password authentication failed',
    );
  });

  it('is reached by TCP where the path of its data is too long for a socket', async () => {
    dataDir = path.join(directory, 'd'.repeat(100));
    const server = await start();
    expect(await ask(server.localUrlOf('postgres'), 'SELECT inet_client_addr() IS NULL AS socket')).toEqual([
      { socket: false },
    ]);
  });

  it('refuses a wrong password when it was given one', async () => {
    const server = await start('right');
    expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await expect(ask(server.url.replace('right', 'wrong'), 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
  });

  it('starts although the machine died and another process has the number of the old server', async () => {
    await (await start()).stop();
    await writeFile(path.join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n`);
    await writeFile(path.join(dataDir, '.s.PGSQL.1'), '');
    const server = await start();
    expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await readdir(dataDir)).not.toContain('.s.PGSQL.1');
  });

  it('stops when the process that started it is killed, and its successor waits for that', async () => {
    const parent = await startInOtherProcess();
    const pid = Number((await readFile(path.join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    const exited = once(parent, 'exit');
    parent.kill('SIGKILL');
    await exited;
    const successor = await start();
    expect(isAlive(pid)).toBe(false);
    expect(await ask(successor.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
