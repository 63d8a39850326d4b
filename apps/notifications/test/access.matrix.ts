import type { Role } from '#contracts';

/** Where a caller sits. A coordinator of any unit but the plan's office is a stranger to the plan. */
export const PLACES = ['unit', 'office', 'otherOffice'] as const;
export type Place = (typeof PLACES)[number];

/** Which rows an answer holds; those of the own account alone, of the own unit's parts, of the own office's plans. */
export type Access = 'own-account' | 'own-unit' | 'own-plans' | 'all' | 'nothing' | 403;

/**
 * What a role gets in a unit that carries a part and is no office, in the office that runs the plan, and in an office that
 * runs another plan.
 */
export type AccessByPlace = readonly [unit: Access, office: Access, otherOffice: Access];

export interface AccessRow {
  method: 'GET' | 'POST';
  path: string;
  access: Record<Role, AccessByPlace>;
}

const REFUSED = [403, 403, 403] as const;
const OWN_INBOX = ['own-account', 'own-account', 'own-account'] as const;
const OWN_PARTS = ['own-unit', 'nothing', 'nothing'] as const;
const OWN_PLANS = ['nothing', 'own-plans', 'own-plans'] as const;
const ALL = ['all', 'all', 'all'] as const;

const EVERYBODY_HIS_OWN = {
  LIAISON_OFFICER: OWN_INBOX,
  UNIT_APPROVER: OWN_INBOX,
  COORDINATOR: OWN_INBOX,
  GROUP_LEADER: OWN_INBOX,
  GROUP_MEMBER: OWN_INBOX,
  ASSESSOR: OWN_INBOX,
  AUDITOR: OWN_INBOX,
  ADMINISTRATOR: REFUSED,
} as const;

const UNITS_AND_OFFICES_THEIR_OWN = {
  LIAISON_OFFICER: OWN_PARTS,
  UNIT_APPROVER: OWN_PARTS,
  COORDINATOR: OWN_PLANS,
  GROUP_LEADER: REFUSED,
  GROUP_MEMBER: REFUSED,
  ASSESSOR: REFUSED,
  AUDITOR: ALL,
  ADMINISTRATOR: REFUSED,
} as const;

/** Every route of this service, written by hand and apart from the policy table. */
export const ACCESS_MATRIX = [
  { method: 'GET', path: '/api/notifications/inbox', access: EVERYBODY_HIS_OWN },
  { method: 'POST', path: '/api/notifications/inbox/:reminderId/read', access: EVERYBODY_HIS_OWN },
  { method: 'GET', path: '/api/notifications/reminders', access: UNITS_AND_OFFICES_THEIR_OWN },
  { method: 'GET', path: '/api/notifications/timetable', access: UNITS_AND_OFFICES_THEIR_OWN },
  { method: 'GET', path: '/api/notifications/timetable/next', access: UNITS_AND_OFFICES_THEIR_OWN },
] as const satisfies readonly AccessRow[];
