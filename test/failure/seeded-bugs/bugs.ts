import { APPLY_TWICE } from './apply-twice.js';
import type { SeededBug } from './bug.js';
import { DROP_AN_EVENT } from './drop-an-event.js';
import { LOSE_A_MARK } from './lose-a-mark.js';
import { REMIND_TWICE } from './remind-twice.js';
import { SKIP_A_HOLE } from './skip-a-hole.js';
import { SKIP_A_PERMISSION } from './skip-a-permission.js';
import { SWAP_TWO } from './swap-two.js';

export const BUGS: readonly SeededBug[] = [
  DROP_AN_EVENT,
  APPLY_TWICE,
  SWAP_TWO,
  SKIP_A_PERMISSION,
  LOSE_A_MARK,
  SKIP_A_HOLE,
  REMIND_TWICE,
];

const BETWEEN_NAMES = '; ';

/** How a process is told which bugs to put in. */
export function namesOf(bugs: readonly SeededBug[]): string {
  return bugs.map(({ name }) => name).join(BETWEEN_NAMES);
}

/** @throws Error when there is no bug of a name: a suite that puts nothing in would find nothing */
export function bugsNamed(names: string | undefined): SeededBug[] {
  if (!names) return [];
  return names.split(BETWEEN_NAMES).map((name) => {
    const bug = BUGS.find((candidate) => candidate.name === name);
    if (!bug) throw new Error(`There is no seeded bug ${name}. There are: ${namesOf(BUGS)}.`);
    return bug;
  });
}

/** Bugs that can be in one product at once: each is found by another rule, and all need the same weather. */
export function groupsOf(bugs: readonly SeededBug[]): SeededBug[][] {
  const groups: SeededBug[][] = [];
  for (const bug of bugs) {
    const fits = (group: readonly SeededBug[]) =>
      group.every((other) => other.foundBy !== bug.foundBy && other.needsSlowCommits === bug.needsSlowCommits);
    const group = groups.find(fits);
    if (group) group.push(bug);
    else groups.push([bug]);
  }
  return groups;
}
