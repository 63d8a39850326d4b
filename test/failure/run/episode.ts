import { cp } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from '../installation/workbench.js';
import { Rounds, SAMPLE_CLOCK, type EpisodeOptions, type EpisodeResult } from './rounds.js';

const ROUND_SECONDS = 40;
const EVIDENCE = '.lianban-failure/wrong';

/** People work in rounds while faults come, in an installation of their own; ends with the differences that are asked for, by default any. */
export async function runEpisode(bench: Workbench, options: EpisodeOptions): Promise<EpisodeResult> {
  return inInstallation(bench, options, async (rounds) => {
    const { seconds, roundSeconds = ROUND_SECONDS, enough = (differences) => differences.length > 0 } = options;
    const end = Date.now() + seconds * 1000;
    while (Date.now() < end && !enough(rounds.differences)) {
      await rounds.work(Math.min(end, Date.now() + roundSeconds * 1000));
      await rounds.comeToRest();
      if (Date.now() < end) await rounds.moveOn(rounds.random.int(1, 5));
    }
    await rounds.score();
  });
}

/** The ledger and what the processes printed stay where a person can read them. */
async function keepEvidence(directory: string, { mode, seed, say }: EpisodeOptions): Promise<void> {
  const kept = path.resolve(EVIDENCE, `${mode}-${seed}-${Date.now()}`);
  await cp(directory, kept, { recursive: true });
  say(`  ledger and logs are kept in ${kept}`);
}

/** Runs the product on new databases, lets `live` happen in it, and removes everything. */
export async function inInstallation(
  bench: Workbench,
  options: EpisodeOptions,
  live: (rounds: Rounds) => Promise<void>,
): Promise<EpisodeResult> {
  const product = await bench.product(options.mode, SAMPLE_CLOCK, options.bugs ? { FAILURE_BUGS: options.bugs } : {});
  try {
    await product.start();
    const rounds = await Rounds.begin(bench, product, options);
    await live(rounds);
    rounds.stage.people.close();
    const result = rounds.result();
    if (result.differences.length > 0 && !options.bugs) await keepEvidence(product.options.directory, options);
    return result;
  } finally {
    await product.destroy();
    if (options.mode === 'cluster') await (await bench.kafka()).empty();
  }
}
