import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

const STOP_DEADLINE_MS = 30_000;

/**
 * Waits until a server that a killed process left in `dataDir` has shut down, and removes the trace of one that died with
 * its machine: PostgreSQL takes any process that got that number since (usual in containers) for a running server.
 * @throws Error when the other server does not stop; it says which process it is.
 */
export async function waitForPredecessor(dataDir: string): Promise<void> {
  const pidFile = path.join(dataDir, 'postmaster.pid');
  const deadline = Date.now() + STOP_DEADLINE_MS;
  for (;;) {
    const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
    if (!pid || !(await isServerOf(pid, dataDir))) return removeTraces(dataDir);
    if (Date.now() > deadline) {
      throw new Error(
        `Another PostgreSQL (process ${pid}) uses ${dataDir}. End the program that runs it, then start again.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Its sockets bear its port, and the next server has another one: nobody else would remove them. */
async function removeTraces(dataDir: string): Promise<void> {
  const names = await readdir(dataDir);
  const traces = names.filter((name) => name === 'postmaster.pid' || name.startsWith('.s.PGSQL.'));
  await Promise.all(traces.map((name) => rm(path.join(dataDir, name), { force: true })));
}

async function isServerOf(pid: number, dataDir: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return commandLine === undefined || commandLine.includes(dataDir); // no /proc: believe that it is one
}
