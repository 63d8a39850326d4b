import { setTimeout as pause } from 'node:timers/promises';
import { newDataDirectory, removeDataDirectory, startInstance, type Mode } from '../../demo/instance.js';
import { memoryOf, processesBelow, processorBetween } from '../processes.js';

/** After a start compilers, collectors and the database's first checkpoint are still at work. */
const SETTLE_SECONDS = 30;

export interface IdleOptions {
  /** Length of the look at an idle installation. */
  seconds: number;
  say: (line: string) => void;
}

/** One part of an idle installation; with several processes, all of them together. */
export interface IdlePart {
  /** Percent of one core. */
  processor: number;
  /** Proportional set size in MB. */
  memory: number;
}

export interface IdleFigures {
  /** Seconds from the command to the line `Ready`, the sample entered. */
  firstReady: number;
  /** The same for the next start, on the data of the first. */
  ready: number;
  parts: Record<string, IdlePart>;
}

/** Starts an installation twice, leaves it alone and looks at what it takes. */
export async function measureIdle(mode: Mode, { seconds, say }: IdleOptions): Promise<IdleFigures> {
  const directory = await newDataDirectory();
  try {
    const first = await timedStart(mode, directory);
    await first.instance.stop();
    const { instance, ready } = await timedStart(mode, directory);
    try {
      say(`${mode}: settling for ${SETTLE_SECONDS} s`);
      await pause(SETTLE_SECONDS * 1000);
      say(`${mode}: looking for ${seconds} s`);
      return { firstReady: first.ready, ready, parts: await lookAt(instance.pid, seconds) };
    } finally {
      await instance.stop();
    }
  } finally {
    await removeDataDirectory(directory);
  }
}

async function timedStart(mode: Mode, directory: string) {
  const begin = performance.now();
  const instance = await startInstance(mode, directory, {});
  return { instance, ready: (performance.now() - begin) / 1000 };
}

async function lookAt(pid: number, seconds: number): Promise<Record<string, IdlePart>> {
  const begin = performance.now();
  const before = await processesBelow(pid);
  await pause(seconds * 1000);
  const after = await processesBelow(pid);
  const elapsed = performance.now() - begin;
  const parts: Record<string, IdlePart> = {};
  for (const [part, ms] of processorBetween(before, after))
    parts[part] = { processor: (ms / elapsed) * 100, memory: 0 };
  for (const { pid: each, part } of after) (parts[part] as IdlePart).memory += await memoryOf(each);
  return parts;
}

/** The figures as a person reads them. */
export function printedIdle(mode: Mode, { firstReady, ready, parts }: IdleFigures): string {
  const all = Object.entries(parts).toSorted(([, a], [, b]) => b.memory - a.memory);
  const sum = (of: (part: IdlePart) => number): number => all.reduce((total, [, part]) => total + of(part), 0);
  const row = (name: string, { processor, memory }: IdlePart): string =>
    `  ${name.padEnd(14)} ${processor.toFixed(2).padStart(6)} % of a core ${memory.toFixed(0).padStart(6)} MB`;
  return [
    `${mode}: ready after ${firstReady.toFixed(1)} s at the first start, ${ready.toFixed(1)} s at the next`,
    ...all.map(([name, part]) => row(name, part)),
    row('together', { processor: sum((part) => part.processor), memory: sum((part) => part.memory) }),
  ].join('\n');
}
