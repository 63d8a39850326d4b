import type { Caller } from '#platform';
import { requireScope, type NotificationAction } from '../domain/notifications.policy.js';

/**
 * The only unit whose rows the caller may see, or null for all units. The parameter of every list's isolation in SQL.
 * @throws DomainError `NOTIFICATIONS.NOT_ALLOWED`
 */
export function visibleUnit(
  action: Extract<NotificationAction, 'read-ledger' | 'read-timetable'>,
  caller: Caller,
): string | null {
  return requireScope(action, caller.roles) === 'all' ? null : caller.unitId;
}
