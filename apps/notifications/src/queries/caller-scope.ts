import type { Caller } from '#platform';
import { requireScopes, type NotificationAction } from '../domain/notifications.policy.js';

/** How far a caller sees: the parameters `$1` to `$3` of `visible`. */
export type Reach = [everything: boolean, unitId: string | null, officeUnitId: string | null];

/** @throws DomainError `NOTIFICATIONS.NOT_ALLOWED` */
export function reachOf(
  action: Extract<NotificationAction, 'read-ledger' | 'read-timetable'>,
  { roles, unitId }: Caller,
): Reach {
  const scopes = requireScopes(action, roles);
  return [scopes.has('all'), scopes.has('own-unit') ? unitId : null, scopes.has('own-office') ? unitId : null];
}

/**
 * SQL condition of every list's isolation: the caller sees row `row`. Beside it `p` is the plan of the row's task, where
 * it is known; of a plan that is not known yet no office sees anything.
 */
export const visible = (row: string) => `($1::boolean OR ${row}.unit_id = $2::uuid OR p.office_unit_id = $3::uuid)`;
