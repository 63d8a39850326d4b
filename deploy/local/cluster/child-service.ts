import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Environment } from '../service-environment.js';

/** A service that ran this long was well: its successor comes at once. */
const HEALTHY_LIFE_MS = 30_000;
const LONGEST_PAUSE_MS = 10_000;
const STOP_LIMIT_MS = 20_000;

export interface ChildOptions {
  name: string;
  /** Compiled entry point. */
  program: string;
  environment: Environment;
}

/** One service in a process of its own: started again when it ends by itself, its output marked with its name. */
export class ChildService {
  private child: ChildProcess | undefined;
  private stopping = false;
  private restart: NodeJS.Timeout | undefined;
  private pause = 0;
  /** Where it listens, `http://host:port`; the same after a restart. */
  url = '';

  constructor(private readonly options: ChildOptions) {}

  /** Resolves when it is ready. Throws when its first start fails: then something is wrong that a restart does not mend. */
  async start(): Promise<void> {
    const child = this.spawn();
    const ready = once(child, 'message') as Promise<[{ ready: string }]>;
    const ended = once(child, 'exit').then(() => undefined);
    const message = await Promise.race([ready, ended]);
    if (!message) throw new Error(`The ${this.options.name} service did not start; its last lines are above.`);
    this.url = message[0].ready;
    this.watch(child);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restart);
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(limit);
  }

  private spawn(): ChildProcess {
    const { name, program, environment } = this.options;
    const fixedPort = this.url && { PORT: new URL(this.url).port };
    // The channel tells it when we are gone; a group of its own keeps a Ctrl-C from stopping it before its turn.
    const child = spawn(process.execPath, [program], {
      env: { ...environment, ...fixedPort },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => console.log(`[${name}] ${line}`));
    }
    this.child = child;
    return child;
  }

  private watch(child: ChildProcess): void {
    const begun = Date.now();
    child.once('exit', (code, signal) => {
      if (this.stopping) return;
      this.pause = Date.now() - begun > HEALTHY_LIFE_MS ? 0 : Math.min(this.pause * 2 + 500, LONGEST_PAUSE_MS);
      console.log(`[${this.options.name}] ended (${signal ?? code}); starting again in ${this.pause} ms`);
      this.restart = setTimeout(() => this.watch(this.spawn()), this.pause);
    });
  }
}
