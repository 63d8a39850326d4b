import { readdir, readFile } from 'node:fs/promises';

/** A running process of what is measured. */
export interface Process {
  pid: number;
  /** Which part of the product it is, e.g. `tasks`, `broker`, `PostgreSQL`. */
  part: string;
  /** Milliseconds of processor time since it started. */
  processorMs: number;
}

/** What a command line tells about a process; the first that fits. */
const PARTS: readonly (readonly [RegExp, string | null])[] = [
  [/apps\/(\w+)\/src\/main\.js/, null], // named by its folder
  [/stock\/service\.js (\w+)/, null], // named by its consumer
  [/cluster\/main\.js/, 'launcher'],
  [/kafka\.Kafka /, 'broker'],
  [/ peer\.Application/, 'Flowable'],
  [/puma/, 'Redmine'],
  [/(path|lifecycle)\/floor\.js/, 'floor'],
  [/^postgres:|\/postgres /, 'PostgreSQL'],
];

/** Linux counts a process's time in these: 100 a second. */
const TICK_MS = 10;

/** The processes below `pid`, itself included, in the order in which they were started. */
export async function processesBelow(pid: number): Promise<Process[]> {
  const rows = new Map<number, Row>();
  for (const entry of await readdir('/proc')) {
    const row = /^\d+$/.test(entry) ? await rowOf(Number(entry)) : null;
    if (row) rows.set(row.pid, row);
  }
  const isBelow = (candidate: number | undefined): boolean =>
    candidate !== undefined && candidate > 1 && (candidate === pid || isBelow(rows.get(candidate)?.parent));
  return [...rows.values()].filter((row) => isBelow(row.pid)).map(({ parent: _, ...process }) => process);
}

/** The process that the data directory of a PostgreSQL server names. */
export async function postmasterOf(dataDir: string): Promise<number> {
  return Number((await readFile(`${dataDir}/postmaster.pid`, 'utf8')).split('\n')[0]);
}

/** Proportional set size in MB: memory that processes share is counted once among them. */
export async function memoryOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => ''); // ended meanwhile
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) / 1024;
}

/** Milliseconds of processor time by part that passed between two looks; a process that ended in between is left out. */
export function processorBetween(before: readonly Process[], after: readonly Process[]): Map<string, number> {
  const earlier = new Map(before.map(({ pid, processorMs }) => [pid, processorMs]));
  const spent = new Map<string, number>();
  for (const { pid, part, processorMs } of after) {
    spent.set(part, (spent.get(part) ?? 0) + processorMs - (earlier.get(pid) ?? 0));
  }
  return spent;
}

interface Row extends Process {
  parent: number;
}

async function rowOf(pid: number): Promise<Row | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [parent, user, system] = [afterName[1], afterName[11], afterName[12]].map(Number);
    return { pid, parent: parent ?? 0, part: partOf(command), processorMs: ((user ?? 0) + (system ?? 0)) * TICK_MS };
  } catch {
    return null; // ended while we looked
  }
}

function partOf(command: string): string {
  for (const [pattern, part] of PARTS) {
    const match = pattern.exec(command);
    if (match) return part ?? match[1] ?? 'other';
  }
  return 'other';
}
