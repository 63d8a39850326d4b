import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { until } from '#testing';

const NODE_OPTIONS = [
  '--enable-source-maps',
  '--conditions=lianban-source',
  `--import=${path.join(import.meta.dirname, 'typescript-loader.mjs')}`,
];

/** A process of its own, to be killed for real at a point that it names. */
export class ProcessUnderTest {
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;
  private readonly printed = new Set<string>();
  private errors = '';

  /** Runs `<entry>.process.ts` beside this file with `input` as its one argument. */
  constructor(entry: string, input: unknown) {
    const file = path.join(import.meta.dirname, `${entry}.process.ts`);
    this.child = spawn('node', [...NODE_OPTIONS, file, JSON.stringify(input)], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.ended = once(this.child, 'exit');
    createInterface({ input: this.child.stdout! }).on('line', (line) => this.printed.add(line));
    this.child.stderr!.on('data', (chunk: Buffer) => (this.errors += String(chunk)));
  }

  /** Resolves when the process stands at `point`; throws when it ends before, or does not come there. */
  async reached(point: string): Promise<void> {
    await until(
      `the process stands at "${point}"`,
      () => this.printed.has(point) || this.child.exitCode !== null,
      30_000,
    );
    if (!this.printed.has(point)) throw new Error(`The process ended before "${point}": ${this.errors}`);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Resolves when the process has ended by itself. */
  async end(): Promise<void> {
    await this.ended;
  }
}
