import type { FaultKind } from '../faults/fault.js';
import type { Mode } from '../installation/product.js';
import { Workbench } from '../installation/workbench.js';
import type { Options } from '../options.js';
import { runEpisode } from './episode.js';
import { NO_RUNS, withEpisode, withSeededBug, type Totals } from './record.js';
import { seedBugs } from './seeded-bugs.js';

/** How long people work in one installation. */
const SHORT_SECONDS: Readonly<Record<Mode, number>> = { embedded: 45, cluster: 70 };
const LONG_SECONDS = 150;

/** One run of the suite: installation after installation, until the time is over. */
export async function runSuite(
  options: Options,
  kinds: readonly FaultKind[],
  say: (line: string) => void,
): Promise<Totals> {
  const bench = await Workbench.open(say);
  try {
    let totals = { ...NO_RUNS, runs: 1 };
    for (const { mode, seed, seconds } of plan(options)) {
      say(`${mode}, seed ${seed}, ${Math.round(seconds)} s`);
      const result = await runEpisode(bench, { mode, seed, seconds, kinds, say });
      for (const { rule, line } of result.differences.slice(0, 20)) say(`  WRONG, ${rule}: ${line}`);
      totals = withEpisode(totals, result, new Date().toISOString());
    }
    if (!options.modes.includes('embedded')) return totals;
    for (const { name, found, line } of await seedBugs(bench, options.seed, say)) {
      totals = withSeededBug(totals, name, found);
      if (!found)
        totals = {
          ...totals,
          wrong: [...totals.wrong, { at: new Date().toISOString(), mode: 'embedded', seed: options.seed, line }],
        };
    }
    return totals;
  } finally {
    await bench.close();
  }
}

interface Planned {
  mode: Mode;
  seed: number;
  seconds: number;
}

/** The short form is one installation of each way; the long form alternates until the minutes are filled. */
export function plan({ minutes, modes, seed }: Options): Planned[] {
  if (minutes === null) return modes.map((mode) => ({ mode, seed, seconds: SHORT_SECONDS[mode] }));
  const count = Math.max(modes.length, Math.round((minutes * 60) / LONG_SECONDS));
  return Array.from({ length: count }, (_, index) => ({
    mode: modes[index % modes.length] as Mode,
    seed: seed + index,
    seconds: (minutes * 60) / count,
  }));
}
