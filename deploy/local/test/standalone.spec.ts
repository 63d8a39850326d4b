import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort, until } from '#testing';
import { LocalRun, processesOf } from './local-run.js';

/** Rights of a file's group and of everybody. */
const OTHERS = 0o077;

/** Without the sample, which takes longer than all the rest. */
const EMPTY = { NODE_ENV: 'production' };

/** A server that was killed is seen to be gone within a second or two, unless all of the machine is busy. */
const GONE_LIMIT = 60_000;

describe('the product in one process', { timeout: 500_000 }, () => {
  let directory: string;
  let port: number;
  let runs: LocalRun[];

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'lianban-standalone-'));
    await chmod(directory, 0o711); // PostgreSQL's user must get through when we are root
    port = await freePort();
    runs = [];
  });

  afterEach(async () => {
    await Promise.all(runs.map((run) => run.end('SIGKILL')));
    await until('nothing of the installation runs', nothingRuns, GONE_LIMIT);
    await rm(directory, { recursive: true, force: true });
  });

  function start(environment: Record<string, string> = {}): LocalRun {
    const run = LocalRun.start('apps/standalone/src/main.js', {
      LIANBAN_DATA: directory,
      PORT: String(port),
      ...environment,
    });
    runs.push(run);
    return run;
  }

  async function nothingRuns(): Promise<boolean> {
    return (await processesOf(directory)).length === 0;
  }

  function get(address: string): Promise<Response> {
    return fetch(`http://127.0.0.1:${port}${address}`);
  }

  it('is ready, says where to go next and stops without leaving a process, twice on the same data, with its secrets to itself', async () => {
    for (let turn = 1; turn <= 2; turn++) {
      const run = await start().ready();
      expect(run.output).toContain(`http://127.0.0.1:${port}`);
      expect((await get('/health/ready')).status).toBe(200);
      expect(await run.end('SIGTERM')).toBe(0);
      expect(await processesOf(directory)).toEqual([]);
    }
    for (const file of ['jwt-private.pem', 'database-passwords.json', 'admin-password', 'sample-password']) {
      expect((await stat(path.join(directory, 'secrets', file))).mode & OTHERS).toBe(0);
    }
  });

  it('takes its database along when it is killed, and starts again on what was committed', async () => {
    await (await start(EMPTY).ready()).end('SIGKILL');
    await until('PostgreSQL has ended too', nothingRuns, GONE_LIMIT);
    await start(EMPTY).ready();
    expect((await get('/health/ready')).status).toBe(200);
  });

  it('is refused a directory that another run holds, with the number of that process', async () => {
    await start(EMPTY).ready();
    port = await freePort();
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output).toMatch(/already runs on .* \(process \d+\)/);
  });

  it('names a port that is taken, and how to choose another', async () => {
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const run = start();
    expect(await run.ended).toBe(1);
    expect(run.output).toContain(`Port ${port} of 127.0.0.1 is in use`);
    expect(run.output).toContain(`PORT=${port + 1} npm start\n`);
    other.close();
  });

  it('names every wrong setting', async () => {
    const run = start({ PORT: 'three', LOG_LEVEL: 'loud' });
    expect(await run.ended).toBe(1);
    expect(run.output).toMatch(/PORT: .*\n.*LOG_LEVEL: /);
  });

  it('refuses in production what belongs to a demonstration before anything is made', async () => {
    const run = start({ ...EMPTY, DEMO_CLOCK: '2021-11-20T09:00:00+08:00' });
    expect(await run.ended).toBe(1);
    expect(run.output).toContain('DEMO_CLOCK: ');
    expect(await readdir(directory)).toEqual([]);
  });

  it('that is asked to stop while it starts ends without becoming ready and without leaving a process', async () => {
    const run = start(EMPTY);
    await until('PostgreSQL is being started', () => run.output.includes('Starting PostgreSQL'), GONE_LIMIT);
    expect(await run.end('SIGINT')).toBe(0);
    expect(run.output).toContain('Stopping when this step is done');
    expect(run.output).not.toContain('Ready');
    expect(await processesOf(directory)).toEqual([]);
  });
});
