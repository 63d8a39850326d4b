import { once } from 'node:events';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
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

describe('the product in one process', () => {
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
    await until('nothing of the installation runs', async () => (await processesOf(directory)).length === 0);
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
    await until('PostgreSQL has ended too', async () => (await processesOf(directory)).length === 0);
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
    expect(run.output).toContain('PORT=');
    other.close();
  });

  it('names every wrong setting', async () => {
    const run = start({ PORT: 'three', LOG_LEVEL: 'loud' });
    expect(await run.ended).toBe(1);
    expect(run.output).toMatch(/PORT: .*\n.*LOG_LEVEL: /);
  });
});
