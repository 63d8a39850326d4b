import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Role } from '#contracts';
import { ASSESSMENT_ACTIONS, may, type Asker, type PolicyAction } from './assessment.policy.js';

const HOME = 'home';
const OTHER = 'another unit';
const anyAsker: fc.Arbitrary<Asker> = fc.record({
  unitId: fc.constant(HOME),
  roles: fc.uniqueArray(fc.constantFrom(...Role.options)),
});

/** The same permissions as plain sentences. */
const ORACLE: Record<PolicyAction, (asker: Asker, unitId: string) => boolean> = {
  ADOPT_SCHEME: ({ roles }) => roles.includes('ASSESSOR') || roles.includes('COORDINATOR'),
  READ_SCHEMES: worksHere,
  DRAFT_SCORES: ({ roles }) => roles.includes('ASSESSOR'),
  REQUEST_PUBLICATION: ({ roles }) => roles.includes('ASSESSOR'),
  DECIDE_PUBLICATION: ({ roles }) => roles.includes('GROUP_LEADER'),
  READ_EVERYTHING: ({ roles }) =>
    ['ASSESSOR', 'COORDINATOR', 'GROUP_LEADER', 'AUDITOR'].some((role) => roles.includes(role as Role)),
  READ_PUBLISHED: worksHere,
  READ_OWN_UNIT: ({ roles, unitId: home }, unitId) =>
    unitId === home && (roles.includes('LIAISON_OFFICER') || roles.includes('UNIT_APPROVER')),
};

function worksHere({ roles }: Asker): boolean {
  return roles.filter((role) => role !== 'ADMINISTRATOR').length > 0;
}

describe('the policy of assessments', () => {
  it.each(Object.keys(ASSESSMENT_ACTIONS) as PolicyAction[])(
    '%s is allowed to exactly those the sentence names',
    (action) => {
      fc.assert(
        fc.property(anyAsker, fc.constantFrom(HOME, OTHER), (asker, unitId) => {
          expect(may(asker, action, unitId)).toBe(ORACLE[action](asker, unitId));
        }),
        { numRuns: 500 },
      );
    },
  );

  it('gives an account without roles nothing', () => {
    const nobody = { unitId: HOME, roles: [] };
    expect((Object.keys(ASSESSMENT_ACTIONS) as PolicyAction[]).filter((action) => may(nobody, action, HOME))).toEqual(
      [],
    );
  });
});
