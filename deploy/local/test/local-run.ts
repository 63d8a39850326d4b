import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { until } from '#testing';
import { bareEnvironment } from './bare-environment.js';

/** Ten times what it takes: all of the machine may be busy. */
const START_LIMIT_MS = 180_000;

/** The last line that it prints when it is ready. */
const WELCOMED = /^ +Stop +Ctrl-C$/m;

/** A program of the product running in a process of its own, as npm would start it. */
export class LocalRun {
  output = '';
  readonly ended: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => (this.output += chunk));
    }
    this.ended = once(child, 'exit').then(([code]) => code as number | null);
  }

  /** Starts a compiled program, e.g. `apps/standalone/src/main.js`. */
  static start(program: string, environment: Record<string, string>): LocalRun {
    const env = { ...bareEnvironment(), NODE_ENV: 'test', ...environment };
    return new LocalRun(spawn('node', [path.resolve('dist', program)], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  /** Resolves when it says that it is ready. Throws with what it said when it ends before. */
  async ready(): Promise<this> {
    const ended = this.ended.then((code) => Promise.reject(new Error(`It ended with ${code}:\n${this.output}`)));
    await Promise.race([until('it says that it is ready', () => WELCOMED.test(this.output), START_LIMIT_MS), ended]);
    return this;
  }

  /** Sends `signal` and resolves with the exit code. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** Numbers of the processes that were started for the installation in `directory`, told by their environment. */
export async function processesOf(directory: string): Promise<string[]> {
  const running = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const environments = running.map(async (pid) => {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => ''); // ended while we looked
    return environment.includes(`LIANBAN_DATA=${directory}`) ? [pid] : [];
  });
  return (await Promise.all(environments)).flat();
}

/** How process `pid` was started; empty when it is gone. */
export async function commandLineOf(pid: string): Promise<string> {
  return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
}
