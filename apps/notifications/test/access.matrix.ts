import type { Role } from '#contracts';

/** What a role gets: of the own unit, of another unit. `own`: the answer holds the own unit's rows alone. */
export type Access = 'all' | 'own' | 403;

export interface AccessRow {
  method: 'GET' | 'POST';
  path: string;
  access: Record<Role, Access>;
}

const EVERYBODY_HIS_OWN = {
  LIAISON_OFFICER: 'own',
  UNIT_APPROVER: 'own',
  COORDINATOR: 'own',
  GROUP_LEADER: 'own',
  GROUP_MEMBER: 'own',
  ASSESSOR: 'own',
  AUDITOR: 'own',
  ADMINISTRATOR: 403,
} as const;

const UNITS_THEIR_OWN = {
  LIAISON_OFFICER: 'own',
  UNIT_APPROVER: 'own',
  COORDINATOR: 'all',
  GROUP_LEADER: 403,
  GROUP_MEMBER: 403,
  ASSESSOR: 403,
  AUDITOR: 'all',
  ADMINISTRATOR: 403,
} as const;

/** Every route of this service, written by hand and apart from the policy table. */
export const ACCESS_MATRIX = [
  { method: 'GET', path: '/api/notifications/inbox', access: EVERYBODY_HIS_OWN },
  { method: 'POST', path: '/api/notifications/inbox/:reminderId/read', access: EVERYBODY_HIS_OWN },
  { method: 'GET', path: '/api/notifications/reminders', access: UNITS_THEIR_OWN },
  { method: 'GET', path: '/api/notifications/timetable', access: UNITS_THEIR_OWN },
  { method: 'GET', path: '/api/notifications/timetable/next', access: UNITS_THEIR_OWN },
] as const satisfies readonly AccessRow[];
