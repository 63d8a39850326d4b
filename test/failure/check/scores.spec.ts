import { describe, expect, it } from 'vitest';
import { scoreUnits } from './scores.js';
import { scene, IDS } from './scene.js';
import type { Scheme } from './tables.js';

/** Ten points for signing, ten for finishing in time. */
const SCHEME: Scheme = {
  schemeId: 'scheme',
  year: 2022,
  objectClass: 'DISTRICT',
  fullMarks: 2_000,
  items: [
    {
      no: '1',
      fullMarks: 1_000,
      rule: { type: 'DEDUCT_PER_EVENT', deductions: [{ fact: 'NEVER_SIGNED', marks: 300 }], cap: 1_000 },
    },
    {
      no: '2',
      fullMarks: 1_000,
      rule: {
        type: 'PROPORTION',
        numerator: ['COMPLETED_IN_TIME'],
        denominator: ['COMPLETED_IN_TIME', 'COMPLETED_LATE', 'NOT_COMPLETED'],
        whenNothingDue: 'NOT_APPLICABLE',
      },
    },
  ],
};

describe('scores worked out from the ledger', () => {
  const parts = [...scene().truth.parts.values()];

  it('take points for what was missed, and none for what waits for review', () => {
    const results = scoreUnits(SCHEME, [IDS.east, IDS.west], parts, '2022-12-11');
    expect(results.find(({ unitId }) => unitId === IDS.west)).toMatchObject({ marks: 700, outOf: 2_000, rank: 2 });
    expect(results.find(({ unitId }) => unitId === IDS.east)).toMatchObject({ marks: 2_000, outOf: 1_000, rank: 1 });
  });

  it('judge an earlier day by what had happened until then', () => {
    const [west] = scoreUnits(SCHEME, [IDS.west], parts, '2022-12-06');
    expect(west).toMatchObject({ marks: 2_000, outOf: 1_000 });
  });
});
