import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Calendar, Proposal, Register } from '#decomposition';
import { DEFAULT_LIMITS, HEADROOM_BYTES, type PaperLimits } from '../limits.js';
import type { PaperFile } from '../paper-file.js';
import { recognise } from '../recognise.js';
import { UnreadablePaper } from '../unreadable-paper.js';
import { watchMemory } from './memory.js';
import type { Order, PaperProgress, Report } from './messages.js';
import { Turns } from './turns.js';

export interface WorkerOptions {
  readonly onProgress?: (progress: PaperProgress) => void;
  /** Rejects with the signal's reason, after the process is told to end. */
  readonly signal?: AbortSignal;
  readonly limits?: Partial<PaperLimits>;
  /** The arrangement of holidays, for limits in working days; without it the week alone counts. */
  readonly calendar?: Calendar;
  /** The most memory that the process had, once it is done. */
  readonly onPeak?: (bytes: number) => void;
}

/** Of the repository, from here: `dist/` lies between when this file is a built one. */
const IS_SOURCE = import.meta.filename.endsWith('.ts');
const ROOT = path.resolve(import.meta.dirname, IS_SOURCE ? '../../../..' : '../../../../..');
/** The built one from sources too: Node does not find a source behind an import that ends in `.js`. */
const PROGRAM = path.join(ROOT, 'dist/libs/papers/src/worker/main.js');
/** A file that takes over its reader finds itself where nothing can be written, started or loaded, and no secret be read. */
const READABLE = ['dist', 'node_modules', 'package.json'].map(
  (name) => `--allow-fs-read=${path.join(ROOT, name)}${name.includes('.') ? '' : '/*'}`,
);

/** Papers that are read at once, each with the memory that its limits give it; others wait. */
const TURNS = new Turns(2);

/**
 * Reads and understands a paper in a process of its own, which ends with it: what a file does to its reader, running out of
 * memory included, it does to that process alone.
 */
export async function decomposeInWorker(
  file: PaperFile,
  register?: Register,
  options: WorkerOptions = {},
): Promise<Proposal> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  options.signal?.throwIfAborted();
  recognise(file, limits);
  const pass = await TURNS.take(options.signal);
  const child = start(limits);
  try {
    return await outcomeOf(child, { file, register, calendar: options.calendar, limits }, options);
  } finally {
    child.kill('SIGKILL');
    pass();
  }
}

const start = (limits: PaperLimits): ChildProcess =>
  fork(PROGRAM, [], {
    execArgv: ['--permission', ...READABLE, `--max-old-space-size=${Math.ceil(limits.heapBytes / 2 ** 20)}`],
    env: {}, // the configuration of a service holds its passwords
    serialization: 'advanced', // bytes go over as they are
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });

function outcomeOf(
  child: ChildProcess,
  order: Order,
  { onProgress, onPeak, signal }: WorkerOptions,
): Promise<Proposal> {
  const { limits } = order;
  return new Promise<Proposal>((resolve, reject) => {
    const refuse = (...refusal: ConstructorParameters<typeof UnreadablePaper>): void => {
      reject(new UnreadablePaper(...refusal));
    };
    const timer = setTimeout(() => refuse('PAPER.TOO_SLOW', `${limits.milliseconds} ms`), limits.milliseconds);
    const unwatch = watchMemory(child.pid, limits.heapBytes + HEADROOM_BYTES, () => refuse('PAPER.TOO_MUCH_MEMORY'));
    const onAbort = (): void => reject(signal?.reason as Error);
    signal?.addEventListener('abort', onAbort, { once: true });
    child.on('message', (report: Report) => {
      if ('progress' in report) return onProgress?.(report.progress);
      if ('refused' in report) return refuse(report.refused, report.found);
      onPeak?.(report.peakBytes);
      return resolve(report.proposal);
    });
    child.on('error', (cause) => refuse('PAPER.READER_FAILED', cause.message, { cause }));
    // V8 ends a process without heap by SIGABRT; the kernel, one that took the machine's memory, by SIGKILL.
    child.on('exit', (code, by) => {
      clearTimeout(timer);
      unwatch();
      signal?.removeEventListener('abort', onAbort);
      if (by === 'SIGABRT' || by === 'SIGKILL' || code === 134) refuse('PAPER.TOO_MUCH_MEMORY');
      else refuse('PAPER.READER_FAILED', `its process ended with ${by ?? code}`);
    });
    child.send(order, (cause) => {
      if (cause) refuse('PAPER.READER_FAILED', cause.message, { cause });
    });
  });
}
