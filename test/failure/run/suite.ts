import type { FaultKind } from '../faults/fault.js';
import type { Mode } from '../installation/product.js';
import { Workbench } from '../installation/workbench.js';
import type { Options } from '../options.js';
import { runEpisode } from './episode.js';
import { NO_RUNS, sumOf, withEpisode, withSeededBug, type Totals } from './record.js';
import { PUT_BACK, runRestoredSource } from './restored-source.js';
import { seedBugs } from './seeded-bugs.js';

/** How long people work in one installation. */
const SHORT_SECONDS: Readonly<Record<Mode, number>> = { embedded: 30, cluster: 35 };
const LONG_SECONDS = 300;

/**
 * One run of the suite: installation after installation, then the bugs that must be found.
 *
 * @param keep adds to the record what is known, piece by piece: what was shown stays so, whatever becomes of the rest
 */
export async function runSuite(
  options: Options,
  all: readonly FaultKind[],
  say: (line: string) => void,
  keep: (piece: Totals) => Promise<unknown>,
): Promise<Totals> {
  const bench = await Workbench.open(say);
  try {
    const pieces: Totals[] = [];
    const add = async (piece: Totals): Promise<void> => {
      pieces.push(piece);
      await keep(piece);
    };
    await add({ ...NO_RUNS, runs: 1 });
    const kinds = options.minutes === null ? all.filter(({ long }) => !long) : all;
    for (const { story, ...planned } of plan(options)) {
      const { mode, seed } = planned;
      say(`${mode}, seed ${seed}: ${story}`);
      const result = await STORIES[story](bench, { ...planned, kinds, say });
      for (const { rule, line } of result.differences.slice(0, 20)) say(`  WRONG, ${rule}: ${line}`);
      await add(withEpisode(NO_RUNS, result, new Date().toISOString()));
    }
    const bugs = options.modes.includes('embedded') ? await seedBugs(bench, options.seed, say) : [];
    for (const bug of bugs) await add(withSeededBug(NO_RUNS, bug, options.seed, new Date().toISOString()));
    return pieces.reduce(sumOf);
  } finally {
    await bench.close();
  }
}

/** What happens in an installation. */
const STORIES = { 'faults under load': runEpisode, [PUT_BACK]: runRestoredSource } as const;

interface Planned {
  story: keyof typeof STORIES;
  mode: Mode;
  seed: number;
  /** How long people work under faults. */
  seconds: number;
  largePlans: number;
}

/** The short form is one installation of each way; the long form alternates until the minutes are filled. Each ends with a restore. */
export function plan({ minutes, modes, seed }: Options): Planned[] {
  const count = minutes === null ? modes.length : Math.max(modes.length, Math.round((minutes * 60) / LONG_SECONDS));
  const planned = Array.from({ length: count }, (_, index): Planned => {
    const mode = modes[index % modes.length] as Mode;
    const seconds = minutes === null ? SHORT_SECONDS[mode] : (minutes * 60) / count;
    const largePlans = minutes === null ? 1 : 3;
    return { story: 'faults under load', mode, seed: minutes === null ? seed : seed + index, seconds, largePlans };
  });
  const putBack: Planned = { story: PUT_BACK, mode: 'cluster', seed, seconds: 0, largePlans: 1 };
  return modes.includes('cluster') ? [...planned, putBack] : planned;
}
