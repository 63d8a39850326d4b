import { chmod, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
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
    await mkdir(path.join(directory, 'kafka'));
    await symlink(path.resolve('.lianban/kafka/libs'), path.join(directory, 'kafka/libs')); // fetched once for all runs
    port = await freePort();
    run = await LocalRun.start('deploy/local/cluster/main.js', {
      LIANBAN_DATA: directory,
      PORT: String(port),
    }).ready();
  });

  afterEach(async () => {
    await run.end('SIGKILL');
    await until('nothing of the installation runs', async () => (await processesOf(directory)).length === 0, 60_000);
    await rm(directory, { recursive: true, force: true });
  });

  async function statusOf(address: string): Promise<number> {
    return (await fetch(`http://127.0.0.1:${port}${address}`)).status;
  }

  it('stops in order and leaves no process behind', async () => {
    expect(await statusOf('/health/ready')).toBe(200);
    expect(await run.end('SIGTERM')).toBe(0);
    expect(await processesOf(directory)).toEqual([]);
  });

  it('starts a service again that was killed, at the address that the gateway knows', async () => {
    const services = await Promise.all(
      (await processesOf(directory)).map(async (pid) => [pid, await commandLineOf(pid)]),
    );
    const [tasks] = services.find(([, commandLine]) => commandLine?.includes('apps/tasks/src/main.js')) ?? [];
    process.kill(Number(tasks), 'SIGKILL');
    await until('tasks is away', async () => (await statusOf('/api/tasks/openapi.json')) >= 500);
    await until('tasks answers again', async () => (await statusOf('/api/tasks/openapi.json')) === 200, 30_000);
  });

  it('takes services, broker and database along when it is killed', async () => {
    await run.end('SIGKILL');
    await until('nothing runs any more', async () => (await processesOf(directory)).length === 0, 60_000);
  });
});
