import type { Role, UnitKind } from '#contracts';
import { refusalOf } from './errors.js';

/** What a caller can be to the thing he touches. */
export type Relation =
  | 'signedIn' // any account that is not disabled
  | 'administrator' // 系统管理员
  | 'coordinator' // 协调员 in a 领导小组办公室; of any other unit the role gives nothing here
  | 'ownUnit' // the account belongs to the caller's unit
  | 'self'; // the account is the caller's own

/** Who may do what: the action and the relations of which one is enough. What is not here is refused. */
export const DEPARTMENTS_POLICY = {
  'unit.register': ['administrator'],
  'unit.rename': ['administrator'],
  'unit.change': ['administrator'],
  'unit.read': ['signedIn'],
  'group.put': ['administrator'], // no office: the register does not say whose a group is, and an issue follows it
  'group.read': ['signedIn'],
  'account.appoint': ['administrator'],
  'account.change-roles': ['administrator'],
  'account.change-state': ['administrator'],
  'account.reset-password': ['administrator'],
  'account.revoke-sessions': ['administrator', 'self'],
  'account.change-password': ['self'],
  'account.read': ['administrator', 'ownUnit'],
  'calendar.publish': ['administrator'],
  'calendar.read': ['signedIn'],
  'clock.move': ['coordinator'],
} as const satisfies Record<string, readonly Relation[]>;

export type DepartmentsAction = keyof typeof DEPARTMENTS_POLICY;

/** Who asks, as far as the policy looks at it. */
export interface Asker {
  accountId: string;
  unitId: string;
  roles: readonly Role[];
  /** What his unit is; left out where the action does not depend on it. */
  unitKind?: UnitKind | undefined;
}

/** The account that is asked about, where the action is about one. */
export interface AccountSubject {
  accountId: string;
  /** Left out where the action asks only whose account it is. */
  unitId?: string;
}

/** What `asker` is to `subject`. */
export function relationsOf(asker: Asker, subject?: AccountSubject): ReadonlySet<Relation> {
  const relations = new Set<Relation>(['signedIn']);
  if (asker.roles.includes('ADMINISTRATOR')) relations.add('administrator');
  if (asker.roles.includes('COORDINATOR') && asker.unitKind === 'COORDINATION_OFFICE') relations.add('coordinator');
  if (subject?.unitId === asker.unitId) relations.add('ownUnit');
  if (subject?.accountId === asker.accountId) relations.add('self');
  return relations;
}

export function isAllowed(action: DepartmentsAction, asker: Asker, subject?: AccountSubject): boolean {
  const relations = relationsOf(asker, subject);
  return DEPARTMENTS_POLICY[action].some((relation) => relations.has(relation));
}

/** Throws ACCESS.DENIED unless the policy allows `action`. */
export function assertAllowed(action: DepartmentsAction, asker: Asker, subject?: AccountSubject): void {
  if (!isAllowed(action, asker, subject)) throw refusalOf('ACCESS.DENIED');
}

/** Throws ACCOUNT.OWN_ACCOUNT where somebody decides about his own account: he could raise himself or lock everybody out. */
export function assertOthersAccount(asker: Asker, accountId: string): void {
  if (asker.accountId === accountId) throw refusalOf('ACCOUNT.OWN_ACCOUNT');
}

/** The accounts that `asker` sees, for lists: those of one unit, or all of them. */
export function visibleAccounts(asker: Asker): { unitId: string | null } {
  return { unitId: isAllowed('account.read', asker) ? null : asker.unitId };
}
