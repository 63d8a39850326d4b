import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';

interface Run {
  run(): { kind: string } | null;
}

const load = createRequire(import.meta.url);
const { Sim } = load('./sim.cjs') as { Sim: new (seed: number, variant: object) => Run };
const WRONG = load('./wrong-variants.cjs') as readonly string[];

/** More than the longest that a wrong variant was seen to hold. */
const SEEDS = 3_000;

function firstViolation(wrong: string, seeds: number): { kind: string } | null {
  for (let seed = 1; seed <= seeds; seed++) {
    const violation = new Sim(seed, { wrong }).run();
    if (violation) return violation;
  }
  return null;
}

describe('the model of the event path', () => {
  it('finds no violation in the protocol as it is', { timeout: 60_000 }, () => {
    expect(firstViolation('', 150)).toBeNull();
  });

  it.each(WRONG)('catches the wrong variant %s', { timeout: 120_000 }, (wrong) => {
    expect(firstViolation(wrong, SEEDS)).not.toBeNull();
  });
});
