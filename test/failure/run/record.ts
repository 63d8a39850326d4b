import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { EpisodeResult } from './rounds.js';
import type { BugOutcome } from './seeded-bugs.js';

/** All runs on this machine, added up. */
export interface Totals {
  runs: number;
  episodes: number;
  commands: { acknowledged: number; refused: number; askedAgain: number };
  events: number;
  scores: number;
  faults: Record<string, number>;
  /** Faults that were tried and did not take place; they prove nothing. */
  notTaken: Record<string, number>;
  /** How often each seeded bug was put in and found. */
  seededBugs: Record<string, { tried: number; found: number }>;
  /** What was wrong, with the run's seed and time. */
  wrong: { at: string; mode: string; seed: number; line: string }[];
}

const MOST_LINES = 20;

export const NO_RUNS: Totals = {
  runs: 0,
  episodes: 0,
  commands: { acknowledged: 0, refused: 0, askedAgain: 0 },
  events: 0,
  scores: 0,
  faults: {},
  notTaken: {},
  seededBugs: {},
  wrong: [],
};

export function withEpisode(totals: Totals, result: EpisodeResult, at: string): Totals {
  const { mode, seed, commands, events, faults, notTaken, differences } = result;
  const lines = differences
    .slice(0, MOST_LINES)
    .map(({ rule, line }) => ({ at, mode, seed, line: `${rule}: ${line}` }));
  return {
    ...totals,
    episodes: totals.episodes + 1,
    commands: {
      acknowledged: totals.commands.acknowledged + commands.acknowledged,
      refused: totals.commands.refused + commands.refused,
      askedAgain: totals.commands.askedAgain + commands.askedAgain,
    },
    events: totals.events + events,
    scores: totals.scores + result.scores,
    faults: added(totals.faults, faults),
    notTaken: added(totals.notTaken, notTaken),
    wrong: [...totals.wrong, ...lines],
  };
}

/** A bug that was not found is a fault of the checker. */
export function withSeededBug(totals: Totals, { name, found, line }: BugOutcome, seed: number, at: string): Totals {
  const before = totals.seededBugs[name] ?? { tried: 0, found: 0 };
  const after = { tried: before.tried + 1, found: before.found + (found ? 1 : 0) };
  const seededBugs = { ...totals.seededBugs, [name]: after };
  return {
    ...totals,
    seededBugs,
    wrong: found ? totals.wrong : [...totals.wrong, { at, mode: 'embedded', seed, line }],
  };
}

/** The totals as a person reads them. */
export function printedTotals(title: string, totals: Totals): string {
  const { commands, events, wrong } = totals;
  const faults = Object.entries(totals.faults).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const count = faults.reduce((sum, [, times]) => sum + times, 0);
  const bugs = Object.entries(totals.seededBugs);
  return [
    `${title}: ${totals.episodes} installations, ${count} faults of ${faults.length} kinds`,
    ...faults.map(([name, times]) => `  ${String(times).padStart(5)}  ${name}`),
    ...Object.entries(totals.notTaken).map(
      ([name, times]) => `  ${String(times).padStart(5)}  ${name}: did not take place, not counted`,
    ),
    `  commands: ${commands.acknowledged} acknowledged, ${commands.refused} refused, ${commands.askedAgain} asked again`,
    `  events checked: ${events}, scores of units: ${totals.scores}`,
    ...(bugs.length > 0
      ? [`  seeded bugs: ${bugs.map(([name, { tried, found }]) => `${name} ${found}/${tried}`).join(', ')}`]
      : []),
    wrong.length === 0
      ? '  nothing was wrong'
      : `  wrong:\n${wrong.map(({ mode, seed, line }) => `    ${mode}, seed ${seed}: ${line}`).join('\n')}`,
  ].join('\n');
}

export async function readRecord(file: string): Promise<Totals> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? NO_RUNS : (JSON.parse(text) as Totals);
}

/** Adds a run, or a piece of one, to the record, whole or not at all. */
export async function addToRecord(file: string, run: Totals): Promise<Totals> {
  const after = sumOf(await readRecord(file), run);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(after, null, 2)}\n`);
  await rename(`${file}.new`, file);
  return after;
}

export function sumOf(one: Totals, other: Totals): Totals {
  return {
    runs: one.runs + other.runs,
    episodes: one.episodes + other.episodes,
    commands: {
      acknowledged: one.commands.acknowledged + other.commands.acknowledged,
      refused: one.commands.refused + other.commands.refused,
      askedAgain: one.commands.askedAgain + other.commands.askedAgain,
    },
    events: one.events + other.events,
    scores: one.scores + other.scores,
    faults: added(one.faults, other.faults),
    notTaken: added(one.notTaken, other.notTaken),
    seededBugs: bugsAdded(one.seededBugs, other.seededBugs),
    wrong: [...one.wrong, ...other.wrong],
  };
}

function added(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): Record<string, number> {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]));
}

function bugsAdded(one: Totals['seededBugs'], other: Totals['seededBugs']): Totals['seededBugs'] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  const none = { tried: 0, found: 0 };
  return Object.fromEntries(
    [...names].map((name) => {
      const [a, b] = [one[name] ?? none, other[name] ?? none];
      return [name, { tried: a.tried + b.tried, found: a.found + b.found }];
    }),
  );
}
