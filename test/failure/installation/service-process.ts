import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, rmSync, type WriteStream } from 'node:fs';
import path from 'node:path';
import type { Environment } from '../../../deploy/local/service-environment.js';
import { until } from './wait.js';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 20_000;
const RESTART_AFTER_MS = 300;

export interface ProcessOptions {
  name: string;
  /** Compiled entry point. */
  program: string;
  environment: Environment;
  /** Where its output and the marks of reached points go. */
  directory: string;
}

/** A process of the product. Whoever dies is started again on the same port, as a supervisor does, until it is held. */
export class ServiceProcess {
  private child: ChildProcess | undefined;
  private readonly output: WriteStream;
  private wanted = false;
  private isReady = false;
  private restart: NodeJS.Timeout | undefined;
  url = '';
  /** How it ended, each time. */
  readonly ends: string[] = [];
  /** Ends that nobody asked for, of a process that was ready: it should have stayed. */
  readonly crashes: string[] = [];

  constructor(readonly options: ProcessOptions) {
    this.output = createWriteStream(path.join(options.directory, `${options.name}.log`), { flags: 'a' });
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Starts it and waits until it says that it is ready. */
  async start(): Promise<void> {
    this.wanted = true;
    this.launch();
    await this.ready();
  }

  /** Resolves when a process of it that is ready runs. */
  async ready(): Promise<void> {
    await until(`${this.options.name} is ready; see ${this.options.name}.log`, () => this.isReady, READY_WITHIN_MS);
  }

  /** Kills it as `kill -9` does; it is started again. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Kills it and keeps it down. */
  async hold(): Promise<void> {
    this.wanted = false;
    clearTimeout(this.restart);
    await this.kill();
  }

  async release(): Promise<void> {
    if (!this.wanted) await this.start();
  }

  /** SIGSTOP and SIGCONT: it stands still and does not know it. */
  pause(): void {
    this.child?.kill('SIGSTOP');
  }

  resume(): void {
    this.child?.kill('SIGCONT');
  }

  /** Tells the composition in it what to do. */
  tell(message: object): void {
    if (this.child?.connected) this.child.send(message);
  }

  /** Whether it has left the mark of having come to this point since it was last asked to. */
  reached(point: string): boolean {
    return existsSync(this.markOf(point));
  }

  forget(point: string): void {
    rmSync(this.markOf(point), { force: true });
  }

  /** Ends it in order. */
  async stop(): Promise<void> {
    this.wanted = false;
    clearTimeout(this.restart);
    const { child } = this;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      const limit = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await ended;
      clearTimeout(limit);
    }
    this.output.end();
  }

  private markOf(point: string): string {
    return path.join(this.options.directory, `reached-${this.options.name}-${point}`);
  }

  private launch(): void {
    const { name, program, environment, directory } = this.options;
    const fixedPort = this.url && { PORT: new URL(this.url).port };
    const own = { FAILURE_DIRECTORY: directory, FAILURE_PROCESS: name };
    // The channel tells it when we are gone; a group of its own keeps a Ctrl-C from stopping it before its turn.
    const child = spawn(process.execPath, [program], {
      env: { ...environment, ...fixedPort, ...own },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr]) stream?.pipe(this.output, { end: false });
    child.on('message', (message: { ready?: string }) => {
      if (!message.ready) return;
      this.url = message.ready;
      this.isReady = true;
    });
    child.once('exit', (code, signal) => this.ended(child, String(signal ?? code)));
    this.child = child;
  }

  private ended(child: ChildProcess, how: string): void {
    this.ends.push(how);
    if (this.wanted && this.isReady && how !== 'SIGKILL') this.crashes.push(how);
    if (child === this.child) this.isReady = false;
    if (this.wanted) this.restart = setTimeout(() => this.launch(), RESTART_AFTER_MS);
  }
}
