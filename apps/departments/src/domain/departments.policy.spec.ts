import { Role, UnitKind } from '#contracts';
import { newId } from '#kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isAllowed,
  visibleAccounts,
  type AccountSubject,
  type Asker,
  type DepartmentsAction,
} from './departments.policy.js';

const UNITS = [newId(), newId(), newId()];
const PEOPLE = [newId(), newId(), newId(), newId()];

const person = fc.record({ accountId: fc.constantFrom(...PEOPLE), unitId: fc.constantFrom(...UNITS) });
const unitKind = fc.option(fc.constantFrom(...UnitKind.options), { nil: undefined });
const asker: fc.Arbitrary<Asker> = fc
  .tuple(person, fc.uniqueArray(fc.constantFrom(...Role.options)), unitKind)
  .map(([who, roles, kind]) => ({ ...who, roles, unitKind: kind }));

/** Slow and obvious: each action in words of its own, without relations. */
const ORACLE: Record<DepartmentsAction, (who: Asker, about?: AccountSubject) => boolean> = {
  'unit.register': administers,
  'unit.rename': administers,
  'unit.change': administers,
  'unit.read': () => true,
  'group.put': administers,
  'group.read': () => true,
  'account.appoint': administers,
  'account.change-roles': administers,
  'account.change-state': administers,
  'account.reset-password': administers,
  'account.revoke-sessions': (who, about) => administers(who) || who.accountId === about?.accountId,
  'account.change-password': (who, about) => who.accountId === about?.accountId,
  'account.read': (who, about) => administers(who) || who.unitId === about?.unitId,
  'calendar.publish': administers,
  'calendar.read': () => true,
  'clock.move': runsAnOffice,
};

function administers(who: Asker): boolean {
  return who.roles.some((role) => role === 'ADMINISTRATOR');
}

function runsAnOffice(who: Asker): boolean {
  return who.roles.includes('COORDINATOR') && who.unitKind === 'COORDINATION_OFFICE';
}

const action = fc.constantFrom(...(Object.keys(ORACLE) as DepartmentsAction[]));

describe('the policy', () => {
  it('allows exactly what the words of each action allow, for any asker and account', () => {
    fc.assert(
      fc.property(action, asker, fc.option(person, { nil: undefined }), (what, who, about) => {
        expect(isAllowed(what, who, about)).toBe(ORACLE[what](who, about));
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
