import type { Role } from '#contracts';
import { notAllowed } from './errors.js';

/** What can be read or done here, with the words of its refusal. */
export const NOTIFICATION_ACTIONS = {
  'read-inbox': 'read an inbox',
  'mark-read': 'mark an inbox entry as read',
  'read-ledger': 'read the reminder ledger',
  'read-timetable': 'read the reminder timetable',
} as const;
export type NotificationAction = keyof typeof NOTIFICATION_ACTIONS;

/** How far a permission reaches; lists are filtered by it in SQL. */
export type Scope =
  | 'own-account' // what was sent to this account while it belongs to this unit
  | 'own-unit' // what concerns assignments of the caller's unit
  | 'own-office' // what concerns plans that the caller's unit runs as their office
  | 'all';

const OWN = { 'read-inbox': 'own-account', 'mark-read': 'own-account' } as const;
const UNIT = { ...OWN, 'read-ledger': 'own-unit', 'read-timetable': 'own-unit' } as const;
const OFFICE = { ...OWN, 'read-ledger': 'own-office', 'read-timetable': 'own-office' } as const;
const ALL = { ...OWN, 'read-ledger': 'all', 'read-timetable': 'all' } as const;

/** Who may do what: role → action → scope. What is not written is refused. The administrator has no business rights. */
export const NOTIFICATIONS_POLICY = {
  LIAISON_OFFICER: UNIT,
  UNIT_APPROVER: UNIT,
  COORDINATOR: OFFICE,
  GROUP_LEADER: OWN,
  GROUP_MEMBER: OWN,
  ASSESSOR: OWN,
  AUDITOR: ALL,
  ADMINISTRATOR: {},
} as const satisfies Record<Role, Partial<Record<NotificationAction, Scope>>>;

/**
 * What the roles let their holder do together: none of the scopes is part of another but of `all`.
 * @throws DomainError `NOTIFICATIONS.NOT_ALLOWED` when no role gives any.
 */
export function requireScopes(action: NotificationAction, roles: readonly Role[]): ReadonlySet<Scope> {
  const granted = roles.flatMap((role) => {
    const row: Partial<Record<NotificationAction, Scope>> = NOTIFICATIONS_POLICY[role];
    return row[action] ?? [];
  });
  if (granted.length === 0) throw notAllowed(NOTIFICATION_ACTIONS[action]);
  return new Set(granted);
}
