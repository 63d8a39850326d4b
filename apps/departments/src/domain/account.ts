import type { AccountState, MemberChanged, Role } from '#contracts';
import { refusalOf } from './errors.js';

/** Roles that stand alone: who holds the keys of the system has no part in its business (三员分立). */
export const EXCLUSIVE_ROLES = ['ADMINISTRATOR'] as const satisfies readonly Role[];

/** One action on an account and the reason that its event gives. */
export type AccountChange =
  | { reason: Extract<MemberChanged['reason'], 'ROLES'>; roles: readonly Role[] }
  | { reason: Extract<MemberChanged['reason'], 'DISABLED' | 'ENABLED' | 'REVOKED' | 'PASSWORD_RESET'> };

/** Throws ACCOUNT.ROLES_INCOMPATIBLE when one account would hold roles that must be apart. */
export function assertRolesFit(roles: readonly Role[]): void {
  const exclusive = EXCLUSIVE_ROLES.find((role) => roles.includes(role));
  if (exclusive && roles.length > 1) {
    const message = `${exclusive} cannot be held together with other roles`;
    throw refusalOf('ACCOUNT.ROLES_INCOMPATIBLE', { errors: [{ pointer: '/roles', message }] });
  }
}

/** The account after `change`. Tokens issued before `machineNow` end with every change but an enabling. */
export function changedAccount(account: AccountState, change: AccountChange, machineNow: Date): AccountState {
  switch (change.reason) {
    case 'ROLES':
      assertRolesFit(change.roles);
      // No revocation: services look at the roles on every request.
      return { ...account, roles: [...change.roles] };
    case 'DISABLED':
      return { ...account, disabled: true, tokensValidFrom: machineNow.toISOString() };
    case 'ENABLED':
      return { ...account, disabled: false };
    case 'REVOKED':
    case 'PASSWORD_RESET':
      return { ...account, tokensValidFrom: machineNow.toISOString() };
  }
}
