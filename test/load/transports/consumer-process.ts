import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { processesBelow } from '../processes.js';
import type { ConsumerInput, Handed } from './consumer.js';

/** What the consumers of one group were given, in the order in which they told of it. */
export class Arrivals {
  count = 0;
  again = 0;
  readonly travelled: number[] = [];
  readonly batches: { at: number; count: number }[] = [];
  private readonly seen = new Set<number>();
  private complete = 0;

  add({ count, at, events }: Handed): void {
    this.count += count;
    this.batches.push({ at, count });
    for (const { number, travelled } of events) {
      if (this.seen.has(number)) {
        this.again++;
        continue;
      }
      this.seen.add(number);
      this.travelled.push(travelled);
    }
  }

  /** Whether every event has come that was sent before the `sent`-th. */
  allBefore(sent: number): boolean {
    while (this.seen.has(this.complete)) this.complete++;
    return this.complete >= sent;
  }

  /** Different events, of those that are told one by one. */
  get different(): number {
    return this.seen.size;
  }
}

/** A process with one consumer of the product's, to be left in order or killed. */
export class ConsumerProcess {
  private constructor(private readonly child: ChildProcess) {}

  static async start(input: ConsumerInput, arrivals: Arrivals): Promise<ConsumerProcess> {
    const child = fork(path.join(import.meta.dirname, 'consumer.js'), [JSON.stringify(input)]);
    const started = new Promise<void>((resolve, reject) => {
      child.on('message', (message: 'started' | Handed) => {
        if (message === 'started') resolve();
        else arrivals.add(message);
      });
      child.once('exit', (code) => reject(new Error(`A consumer ended with status ${code} before it had started.`)));
    });
    await started;
    return new ConsumerProcess(child);
  }

  /** Milliseconds of processor time since it started. */
  async processorMs(): Promise<number> {
    const all = await processesBelow(this.child.pid as number);
    return all.reduce((sum, { processorMs }) => sum + processorMs, 0);
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }
}
