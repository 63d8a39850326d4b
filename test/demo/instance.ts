import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { anyFreePort } from '../../deploy/local/port.js';
import { bareEnvironment } from '../../deploy/local/test/bare-environment.js';

const READY_WITHIN_MS = 180_000;
const PROGRAMS = { embedded: 'apps/standalone/src/main.js', cluster: 'deploy/local/cluster/main.js' } as const;

/** Where the built product lies, from the sources as well as from `dist`. */
const BUILT = path.resolve(
  import.meta.dirname,
  import.meta.dirname.includes(`${path.sep}dist${path.sep}`) ? '../..' : '../../dist',
);

/** How the product runs: one process without a broker, or one process per service with Apache Kafka. */
export type Mode = keyof typeof PROGRAMS;

export interface Instance {
  origin: string;
  passwords: { admin: string; sample: string };
  pid: number;
  /** Where the tasks service itself listens; needs `LOG_LEVEL: 'info'` in a cluster. */
  tasksUrl(): string;
  /** Ends it as Ctrl-C would. The data stay. */
  stop(): Promise<void>;
}

/** A directory for an installation's data, under the system's temporary one. */
export function newDataDirectory(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'lianban-instance-'));
}

export function removeDataDirectory(directory: string): Promise<void> {
  return rm(directory, { recursive: true, force: true });
}

/**
 * Starts the built product on a free port, as a user would, with the sample in it.
 * @param environment the product's variables in this run, e.g. `DEMO_CLOCK`; it inherits none
 * @throws Error with what it printed, when it does not become ready
 */
export async function startInstance(
  mode: Mode,
  dataDirectory: string,
  environment: Record<string, string>,
): Promise<Instance> {
  const port = await anyFreePort();
  const program = path.join(BUILT, PROGRAMS[mode]);
  const child = spawn(process.execPath, [program], {
    env: {
      ...bareEnvironment(),
      NODE_ENV: 'development',
      LIANBAN_DATA: dataDirectory,
      PORT: String(port),
      ...environment,
    },
    // The channel tells it when we are gone; a group of its own keeps a Ctrl-C from stopping it twice.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  const printed = await untilReady(child);
  const secret = async (name: string) => (await readFile(path.join(dataDirectory, 'secrets', name), 'utf8')).trim();
  return {
    origin: `http://127.0.0.1:${port}`,
    passwords: { admin: await secret('admin-password'), sample: await secret('sample-password') },
    pid: child.pid as number,
    tasksUrl: () => (mode === 'embedded' ? `http://127.0.0.1:${port}` : urlOf('tasks', printed)),
    stop: () => end(child),
  };
}

/** The product prints its address when everything runs and the sample is in it. */
async function untilReady(child: ChildProcess): Promise<string> {
  let printed = '';
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (part: Buffer) => {
        printed += part.toString();
        if (/^ +\d+\.\d s +Ready$/m.test(printed)) resolve();
      });
    }
  });
  const failed = new Promise<never>((_, reject) => {
    const fail = (why: string) => reject(new Error(`The product ${why}. It printed:\n${printed}`));
    child.once('exit', (code) => fail(`ended with status ${code} before it was ready`));
    setTimeout(() => fail(`was not ready within ${READY_WITHIN_MS / 1000} s`), READY_WITHIN_MS).unref();
  });
  try {
    await Promise.race([ready, failed]);
    return printed;
  } catch (error) {
    await end(child);
    throw error;
  }
}

/** A child of the cluster says where it listens when it is ready. */
function urlOf(service: string, printed: string): string {
  const url = new RegExp(`^\\[${service}\\] .*"url":"([^"]+)".*"ready"`, 'm').exec(printed)?.[1];
  if (!url) throw new Error(`${service} has not said where it listens.`);
  return url;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
