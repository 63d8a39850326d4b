import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Role } from '#contracts';
import { ASSESSMENT_ACTIONS, may, type Asker, type PolicyAction, type Subject } from './assessment.policy.js';

const HOME = 'home';
const OTHER = 'another unit';
const anyUnit = fc.constantFrom(HOME, OTHER);
const anyAsker: fc.Arbitrary<Asker> = fc.record({
  unitId: fc.constant(HOME),
  roles: fc.uniqueArray(fc.constantFrom(...Role.options)),
});
const anySubject: fc.Arbitrary<Subject> = fc.record(
  {
    office: fc.record({ officeUnitId: anyUnit, groupUnitIds: fc.uniqueArray(anyUnit) }),
    unitId: anyUnit,
  },
  { requiredKeys: [] },
);

/** The same permissions as plain sentences. */
const ORACLE: Record<PolicyAction, (asker: Asker, subject: Subject) => boolean> = {
  ADOPT_SCHEME: (asker, subject) => assessesFor(asker, subject) || coordinatesFor(asker, subject),
  READ_SCHEMES: worksHere,
  DRAFT_SCORES: assessesFor,
  REQUEST_PUBLICATION: assessesFor,
  DECIDE_PUBLICATION: leads,
  READ_EVERYTHING: (asker, subject) =>
    assessesFor(asker, subject) ||
    coordinatesFor(asker, subject) ||
    leads(asker, subject) ||
    asker.roles.includes('AUDITOR'),
  READ_PUBLISHED: worksHere,
  READ_OWN_UNIT: ({ roles }, { unitId }) =>
    unitId === HOME && (roles.includes('LIAISON_OFFICER') || roles.includes('UNIT_APPROVER')),
};

function assessesFor({ roles }: Asker, { office }: Subject): boolean {
  return roles.includes('ASSESSOR') && office?.officeUnitId === HOME;
}

function coordinatesFor({ roles }: Asker, { office }: Subject): boolean {
  return roles.includes('COORDINATOR') && office?.officeUnitId === HOME;
}

function leads({ roles }: Asker, { office }: Subject): boolean {
  return roles.includes('GROUP_LEADER') && office !== undefined && office.groupUnitIds.includes(HOME);
}

function worksHere({ roles }: Asker): boolean {
  return roles.filter((role) => role !== 'ADMINISTRATOR').length > 0;
}

const ACTIONS = Object.keys(ASSESSMENT_ACTIONS) as PolicyAction[];

describe('the policy of assessments', () => {
  it.each(ACTIONS)('%s is allowed to exactly those the sentence names', (action) => {
    fc.assert(
      fc.property(anyAsker, anySubject, (asker, subject) => {
        expect(may(asker, action, subject)).toBe(ORACLE[action](asker, subject));
      }),
      { numRuns: 500 },
    );
  });

  it('gives an account without roles nothing', () => {
    const nobody = { unitId: HOME, roles: [] };
    const everything = { unitId: HOME, office: { officeUnitId: HOME, groupUnitIds: [HOME] } };
    expect(ACTIONS.filter((action) => may(nobody, action, everything))).toEqual([]);
  });

  it('gives the roles of an office and of a leading group nothing over the work of another office', () => {
    const roles = ['COORDINATOR', 'ASSESSOR', 'GROUP_LEADER'] as const;
    const office = { officeUnitId: OTHER, groupUnitIds: [OTHER] };
    const allowed = ACTIONS.filter((action) => may({ unitId: HOME, roles }, action, { office }));
    expect(allowed).toEqual(['READ_SCHEMES', 'READ_PUBLISHED']);
  });
});
