import type { Difference } from '../check/checker.js';
import { SLOW_COMMITS } from '../faults/slow-commits.js';
import type { Workbench } from '../installation/workbench.js';
import { BUGS, groupsOf, namesOf } from '../seeded-bugs/bugs.js';
import type { SeededBug } from '../seeded-bugs/bug.js';
import { runEpisode } from './episode.js';

export interface BugOutcome {
  name: string;
  found: boolean;
  /** What was found, or that it was not. */
  line: string;
}

const ROUND_SECONDS = 8;
/** A bug shows where work meets it; one that nothing has met yet gets more rounds. */
const MOST_SECONDS = 60;
/** Nothing that a bug has stopped is waited for. */
const REST_WITHIN_MS = 15_000;

/** Checks the checker: puts each bug into a product without other faults, and tells whether it was found. */
export async function seedBugs(bench: Workbench, seed: number, say: (line: string) => void): Promise<BugOutcome[]> {
  const outcomes: BugOutcome[] = [];
  for (const group of groupsOf(BUGS)) {
    const kinds = group.some(({ needsSlowCommits }) => needsSlowCommits) ? [SLOW_COMMITS] : [];
    const { differences } = await runEpisode(bench, {
      mode: 'embedded',
      seed,
      seconds: MOST_SECONDS,
      roundSeconds: ROUND_SECONDS,
      restWithinMs: REST_WITHIN_MS,
      kinds,
      bugs: namesOf(group),
      enough: (found) => group.every((bug) => outcomeOf(bug, found).found),
      say: () => undefined,
    });
    for (const bug of group) {
      const outcome = outcomeOf(bug, differences);
      say(`  ${bug.name}: ${outcome.line}`);
      outcomes.push(outcome);
    }
  }
  return outcomes;
}

export function outcomeOf(
  { name, foundBy }: Pick<SeededBug, 'name' | 'foundBy'>,
  differences: readonly Difference[],
): BugOutcome {
  const hit = differences.find(({ rule }) => rule === foundBy);
  if (hit) return { name, found: true, line: `found: ${hit.line}` };
  const others = differences.length > 0 ? `only ${differences[0]?.rule}: ${differences[0]?.line}` : 'nothing';
  return {
    name,
    found: false,
    line: `the seeded bug "${name}" was not found by the rule "${foundBy}"; found was ${others}`,
  };
}
