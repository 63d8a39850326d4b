import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** Another product's program, run as its own documentation says. */
export interface Program {
  pid: number;
  stop(): Promise<void>;
}

export interface ProgramOptions {
  command: string;
  args: readonly string[];
  cwd: string;
  env?: Record<string, string>;
  /** What answers below 500 once it is ready. */
  readyAt: string;
}

const READY_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 20_000;
const LINES_KEPT = 30;

/** @throws Error with its last lines when it ends or does not answer in time */
export async function startProgram({ command, args, cwd, env, readyAt }: ProgramOptions): Promise<Program> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const tail = tailOf(child);
  try {
    await once(child, 'spawn');
    await untilAnswering(child, readyAt);
  } catch (error) {
    await end(child);
    throw new Error(`${command} did not start. Its last lines:\n${tail.join('\n')}`, { cause: error });
  }
  return { pid: child.pid as number, stop: () => end(child) };
}

/** Runs a program to its end. @throws Error with its last lines when it fails */
export async function runProgram({ command, args, cwd, env }: Omit<ProgramOptions, 'readyAt'>): Promise<void> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const tail = tailOf(child);
  const [status] = (await once(child, 'close')) as [number | null];
  if (status === 0) return;
  throw new Error(`${command} ${args.join(' ')} ended with status ${status}. Its last lines:\n${tail.join('\n')}`);
}

function tailOf(child: ChildProcess): string[] {
  const tail: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      tail.push(line);
      if (tail.length > LINES_KEPT) tail.shift();
    });
  }
  return tail;
}

async function untilAnswering(child: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('It ended.');
    const status = await fetch(url).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      },
      () => null, // nobody listens yet
    );
    if (status !== null && status < 500) return;
    await pause(100);
  }
  throw new Error(`It did not answer within ${READY_WITHIN_MS / 1000} s.`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const lastResort = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(lastResort);
}
