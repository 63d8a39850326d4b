import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort, until } from '#testing';
import { commandLineOf, LocalRun, processesOf } from './local-run.js';

describe('the local cluster', () => {
  let directory: string;
  let port: number;
  let run: LocalRun;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'lianban-cluster-'));
    await chmod(directory, 0o711); // PostgreSQL's user must get through when we are root
    port = await freePort();
    run = await LocalRun.start('deploy/local/cluster/main.js', {
      LIANBAN_DATA: directory,
      NODE_ENV: 'production', // no sample
      PORT: String(port),
    }).ready();
  }, 240_000);

  afterEach(async () => {
    await run.end('SIGKILL');
    await until('nothing of the installation runs', async () => (await processesOf(directory)).length === 0, 60_000);
    await rm(directory, { recursive: true, force: true });
  });

  /** Status of a sign-in without user name: 400 from the departments service, 5xx from the gateway when that is away. */
  async function signInStatus(): Promise<number> {
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    return (await fetch(`http://127.0.0.1:${port}/api/departments/sessions`, request)).status;
  }

  it('stops in order and leaves no process behind', async () => {
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
    expect(await run.end('SIGTERM')).toBe(0);
    expect(await processesOf(directory)).toEqual([]);
  });

  it('starts a service again that was killed, at the address that the gateway knows', async () => {
    const processes = await processesOf(directory);
    const commandLines = await Promise.all(processes.map(commandLineOf));
    const departments = processes[commandLines.findIndex((line) => line.includes('apps/departments/src/main.js'))];
    expect(await signInStatus()).toBe(400);
    process.kill(Number(departments), 'SIGKILL');
    await until('sign-in fails', async () => (await signInStatus()) >= 500);
    await until('sign-in is answered again', async () => (await signInStatus()) === 400, 60_000);
  });

  it('takes services, broker and database along when it is killed', async () => {
    await run.end('SIGKILL');
    await until('nothing runs any more', async () => (await processesOf(directory)).length === 0, 60_000);
  });
});
