import { Role, type AccountState } from '#contracts';
import { newId } from '#kernel';
import { describe, expect, it } from 'vitest';
import { assertRolesFit, changedAccount } from './account.js';

const NOW = new Date('2022-03-01T09:00:00.500Z');
const ACCOUNT: AccountState = {
  accountId: newId(),
  username: 'haidian.liaison',
  displayName: '海淀区联络员',
  unitId: newId(),
  roles: ['LIAISON_OFFICER'],
  disabled: false,
  tokensValidFrom: '2021-11-20T00:00:00.000Z',
  sample: false,
};

describe('an account', () => {
  it('loses its tokens when it is disabled', () => {
    const expected = { ...ACCOUNT, disabled: true, tokensValidFrom: NOW.toISOString() };
    expect(changedAccount(ACCOUNT, { reason: 'DISABLED' }, NOW)).toEqual(expected);
  });

  it('does not get its old tokens back when it is enabled again', () => {
    const disabled = changedAccount(ACCOUNT, { reason: 'DISABLED' }, NOW);
    const enabled = changedAccount(disabled, { reason: 'ENABLED' }, new Date('2023-01-01T00:00:00Z'));
    expect(enabled).toEqual({ ...ACCOUNT, tokensValidFrom: NOW.toISOString() });
  });

  it.each(['REVOKED', 'PASSWORD_RESET'] as const)('loses its tokens and nothing else by %s', (reason) => {
    const expected = { ...ACCOUNT, tokensValidFrom: NOW.toISOString() };
    expect(changedAccount(ACCOUNT, { reason }, NOW)).toEqual(expected);
  });

  it('keeps its tokens when its roles change: services look at the roles on every request', () => {
    const changed = changedAccount(ACCOUNT, { reason: 'ROLES', roles: ['UNIT_APPROVER'] }, NOW);
    expect(changed).toEqual({ ...ACCOUNT, roles: ['UNIT_APPROVER'] });
  });
});

it.each(Role.options.filter((role) => role !== 'ADMINISTRATOR'))('an administrator is never also %s', (role) => {
  const refusal = expect.objectContaining({ code: 'ACCOUNT.ROLES_INCOMPATIBLE' });
  expect(() => assertRolesFit(['ADMINISTRATOR', role])).toThrow(refusal);
  expect(() => assertRolesFit([role])).not.toThrow();
});
