import { differences } from './differences.js';
import { printOutcome } from './print.js';
import type { Outcome } from './story-run.js';

/**
 * Prints what came of the story and every place where it is not what was worked out; answers the program's exit status.
 * @param outcome nothing when somebody stopped the story
 */
export function conclude(expected: Outcome, outcome: Outcome | undefined): number {
  if (!outcome) return 130;
  printOutcome(outcome);
  const found = differences(expected, outcome);
  if (found.length === 0) {
    console.log('\n  与手工计算完全一致。 The outcome is what was worked out by hand (test/demo/expected.md).\n');
    return 0;
  }
  console.error(`\n  The outcome is not what was worked out by hand (test/demo/expected.md):\n`);
  for (const line of found) console.error(`    ${line}`);
  return 1;
}
