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

/** @throws Error when there is no bug of that name: a suite that puts nothing in would find nothing */
export function bugNamed(name: string | undefined): SeededBug | undefined {
  if (!name) return undefined;
  const bug = BUGS.find((candidate) => candidate.name === name);
  if (!bug) throw new Error(`There is no seeded bug ${name}. There are: ${BUGS.map((each) => each.name).join(', ')}.`);
  return bug;
}
