import { Role } from '#contracts';
import { newId } from '#kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEPARTMENTS_POLICY,
  isAllowed,
  visibleAccounts,
  type AccountSubject,
  type Asker,
  type DepartmentsAction,
} from './departments.policy.js';

const UNITS = [newId(), newId(), newId()];
const PEOPLE = [newId(), newId(), newId(), newId()];

const person = fc.record({ accountId: fc.constantFrom(...PEOPLE), unitId: fc.constantFrom(...UNITS) });
const asker: fc.Arbitrary<Asker> = fc
  .tuple(person, fc.uniqueArray(fc.constantFrom(...Role.options)))
  .map(([who, roles]) => ({ ...who, roles }));
const action = fc.constantFrom(...(Object.keys(DEPARTMENTS_POLICY) as DepartmentsAction[]));

/** Slow and obvious: each action in words of its own, without relations. */
function oracle(what: DepartmentsAction, who: Asker, about?: AccountSubject): boolean {
  const administers = who.roles.some((role) => role === 'ADMINISTRATOR');
  const coordinates = who.roles.some((role) => role === 'COORDINATOR');
  switch (what) {
    case 'unit.read':
    case 'group.read':
    case 'calendar.read':
      return true;
    case 'unit.register':
    case 'unit.rename':
    case 'unit.change':
    case 'account.appoint':
    case 'account.change-roles':
    case 'account.change-state':
    case 'calendar.publish':
      return administers;
    case 'group.put':
      return administers || coordinates;
    case 'clock.move':
      return coordinates;
    case 'account.read':
      return administers || who.unitId === about?.unitId;
    case 'account.revoke-sessions':
      return administers || who.accountId === about?.accountId;
    case 'account.change-password':
      return who.accountId === about?.accountId;
  }
}

describe('the policy', () => {
  it('allows exactly what the words of each action allow, for any asker and account', () => {
    fc.assert(
      fc.property(action, asker, fc.option(person, { nil: undefined }), (what, who, about) => {
        expect(isAllowed(what, who, about)).toBe(oracle(what, who, about));
      }),
      { numRuns: 2_000 },
    );
  });

  it('lists exactly the accounts that may be read one by one', () => {
    fc.assert(
      fc.property(asker, fc.array(person), (who, accounts) => {
        const { unitId } = visibleAccounts(who);
        const listed = accounts.filter((account) => unitId === null || account.unitId === unitId);
        expect(listed).toEqual(accounts.filter((account) => isAllowed('account.read', who, account)));
      }),
    );
  });
});
