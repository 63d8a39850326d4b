import { expect, test } from 'vitest';
import type { Role } from '#contracts';
import { Role as Roles } from '#contracts';
import { requireScopes, type NotificationAction, type Scope } from './notifications.policy.js';

/** Written by hand, apart from the table: who may read his inbox, the ledger, the timetable. */
const EXPECTED = {
  LIAISON_OFFICER: ['own-account', 'own-account', 'own-unit', 'own-unit'],
  UNIT_APPROVER: ['own-account', 'own-account', 'own-unit', 'own-unit'],
  COORDINATOR: ['own-account', 'own-account', 'own-office', 'own-office'],
  GROUP_LEADER: ['own-account', 'own-account', null, null],
  GROUP_MEMBER: ['own-account', 'own-account', null, null],
  ASSESSOR: ['own-account', 'own-account', null, null],
  AUDITOR: ['own-account', 'own-account', 'all', 'all'],
  ADMINISTRATOR: [null, null, null, null],
} satisfies Record<Role, (Scope | null)[]>;
const ACTIONS = ['read-inbox', 'mark-read', 'read-ledger', 'read-timetable'] as const;

test.each(
  Roles.options.flatMap((role) => ACTIONS.map((action, index) => [role, action, EXPECTED[role][index] ?? null])),
)('%s may %s within: %s', (role, action, scope) => {
  const ask = () => requireScopes(action as NotificationAction, [role as Role]);
  if (scope === null) expect(ask).toThrow(expect.objectContaining({ code: 'NOTIFICATIONS.NOT_ALLOWED' }));
  else expect(ask()).toEqual(new Set([scope]));
});

test('of several roles each gives what it gives alone', () => {
  const scopes = requireScopes('read-ledger', ['LIAISON_OFFICER', 'COORDINATOR', 'GROUP_MEMBER']);
  expect(scopes).toEqual(new Set(['own-unit', 'own-office']));
  expect(requireScopes('read-ledger', ['GROUP_LEADER', 'AUDITOR'])).toEqual(new Set(['all']));
});

test('nobody may anything without a role', () => {
  expect(() => requireScopes('read-inbox', [])).toThrow(expect.objectContaining({ refusal: 'forbidden' }));
});
