import type { Role } from '#contracts';
import type { DepartmentsAction } from '../src/domain/departments.policy.js';

/** Where a caller sits, and whom the request is about. */
export const SITUATIONS = [
  'self', // in a department, about himself
  'own', // in a department, about a colleague of his unit
  'other', // in a department, about somebody of another unit
  'office', // in a coordination office, about somebody of another unit
] as const;
export type Situation = (typeof SITUATIONS)[number];

/** Status in each situation, in their order. */
export type Statuses = readonly [self: number, own: number, other: number, office: number];

export interface AccessRow {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  path: string;
  /** Rows of the policy that this route depends on. */
  actions: readonly DepartmentsAction[];
  /** `PUBLIC`: open to callers who are not signed in. */
  access: Record<Role, Statuses> | 'PUBLIC';
}

const REFUSED = [403, 403, 403, 403] as const;
const DONE = [200, 200, 200, 200] as const;
const MADE = [201, 201, 201, 201] as const;

const NOBODY = {
  LIAISON_OFFICER: REFUSED,
  UNIT_APPROVER: REFUSED,
  COORDINATOR: REFUSED,
  GROUP_LEADER: REFUSED,
  GROUP_MEMBER: REFUSED,
  ASSESSOR: REFUSED,
  AUDITOR: REFUSED,
  ADMINISTRATOR: REFUSED,
} as const;

const EVERYBODY = {
  LIAISON_OFFICER: DONE,
  UNIT_APPROVER: DONE,
  COORDINATOR: DONE,
  GROUP_LEADER: DONE,
  GROUP_MEMBER: DONE,
  ASSESSOR: DONE,
  AUDITOR: DONE,
  ADMINISTRATOR: DONE,
} as const;

/** Accounts of other units do not exist for anybody but an administrator. */
const OWN_UNIT = [200, 200, 404, 404] as const;
const OWN_UNIT_OR_ADMINISTRATOR = {
  LIAISON_OFFICER: OWN_UNIT,
  UNIT_APPROVER: OWN_UNIT,
  COORDINATOR: OWN_UNIT,
  GROUP_LEADER: OWN_UNIT,
  GROUP_MEMBER: OWN_UNIT,
  ASSESSOR: OWN_UNIT,
  AUDITOR: OWN_UNIT,
  ADMINISTRATOR: DONE,
} as const;

const SELF = [200, 403, 403, 403] as const;
const SELF_OR_ADMINISTRATOR = {
  LIAISON_OFFICER: SELF,
  UNIT_APPROVER: SELF,
  COORDINATOR: SELF,
  GROUP_LEADER: SELF,
  GROUP_MEMBER: SELF,
  ASSESSOR: SELF,
  AUDITOR: SELF,
  ADMINISTRATOR: DONE,
} as const;

const CHANGED = [204, 204, 204, 204] as const;
const EVERYBODY_HIS_OWN = {
  LIAISON_OFFICER: CHANGED,
  UNIT_APPROVER: CHANGED,
  COORDINATOR: CHANGED,
  GROUP_LEADER: CHANGED,
  GROUP_MEMBER: CHANGED,
  ASSESSOR: CHANGED,
  AUDITOR: CHANGED,
  ADMINISTRATOR: CHANGED,
} as const;

/** A coordinator of a unit that is no office has nothing to coordinate here. */
const OFFICES_ALONE = [403, 403, 403, 200] as const;

const ADMINISTRATOR_MAKES = { ...NOBODY, ADMINISTRATOR: MADE } as const;
const ADMINISTRATOR_CHANGES = { ...NOBODY, ADMINISTRATOR: DONE } as const;
/** Never his own account. */
const ADMINISTRATOR_OF_OTHERS = { ...NOBODY, ADMINISTRATOR: [403, 200, 200, 200] } as const;

const AT = '/api/departments';

/** Every route of this service, written by hand and apart from the policy table. */
export const ACCESS_MATRIX = [
  { method: 'POST', path: `${AT}/sessions`, actions: [], access: 'PUBLIC' },
  { method: 'POST', path: `${AT}/sessions/refresh`, actions: [], access: 'PUBLIC' },
  { method: 'POST', path: `${AT}/sessions/sign-out`, actions: [], access: 'PUBLIC' },
  { method: 'GET', path: `${AT}/me`, actions: [], access: EVERYBODY },
  { method: 'PUT', path: `${AT}/me/password`, actions: ['account.change-password'], access: EVERYBODY_HIS_OWN },

  { method: 'POST', path: `${AT}/units`, actions: ['unit.register'], access: ADMINISTRATOR_MAKES },
  { method: 'PATCH', path: `${AT}/units/:unitId`, actions: ['unit.change'], access: ADMINISTRATOR_CHANGES },
  { method: 'PUT', path: `${AT}/units/:unitId/name`, actions: ['unit.rename'], access: ADMINISTRATOR_CHANGES },
  { method: 'GET', path: `${AT}/units/:unitId`, actions: ['unit.read'], access: EVERYBODY },
  { method: 'GET', path: `${AT}/units`, actions: ['unit.read'], access: EVERYBODY },

  { method: 'POST', path: `${AT}/groups`, actions: ['group.put'], access: ADMINISTRATOR_MAKES },
  { method: 'PUT', path: `${AT}/groups/:groupId`, actions: ['group.put'], access: ADMINISTRATOR_CHANGES },
  { method: 'GET', path: `${AT}/groups/:groupId`, actions: ['group.read'], access: EVERYBODY },
  { method: 'GET', path: `${AT}/groups`, actions: ['group.read'], access: EVERYBODY },

  { method: 'POST', path: `${AT}/accounts`, actions: ['account.appoint'], access: ADMINISTRATOR_MAKES },
  {
    method: 'PUT',
    path: `${AT}/accounts/:accountId/roles`,
    actions: ['account.change-roles'],
    access: ADMINISTRATOR_OF_OTHERS,
  },
  {
    method: 'PUT',
    path: `${AT}/accounts/:accountId/state`,
    actions: ['account.change-state'],
    access: ADMINISTRATOR_OF_OTHERS,
  },
  {
    method: 'PUT',
    path: `${AT}/accounts/:accountId/password`,
    actions: ['account.reset-password'],
    access: ADMINISTRATOR_OF_OTHERS,
  },
  {
    method: 'POST',
    path: `${AT}/accounts/:accountId/revocation`,
    actions: ['account.revoke-sessions'],
    access: SELF_OR_ADMINISTRATOR,
  },
  {
    method: 'GET',
    path: `${AT}/accounts/:accountId`,
    actions: ['account.read'],
    access: OWN_UNIT_OR_ADMINISTRATOR,
  },
  // The list is open to everybody and shows what may be read one by one, see accounts.spec.ts.
  { method: 'GET', path: `${AT}/accounts`, actions: [], access: EVERYBODY },

  {
    method: 'POST',
    path: `${AT}/calendars/:year/revisions`,
    actions: ['calendar.publish'],
    access: ADMINISTRATOR_MAKES,
  },
  { method: 'GET', path: `${AT}/calendars/:year`, actions: ['calendar.read'], access: EVERYBODY },
  { method: 'GET', path: `${AT}/calendars`, actions: ['calendar.read'], access: EVERYBODY },
  { method: 'GET', path: `${AT}/working-days`, actions: ['calendar.read'], access: EVERYBODY },

  {
    method: 'POST',
    path: `${AT}/demo/clock`,
    actions: ['clock.move'],
    access: { ...NOBODY, COORDINATOR: OFFICES_ALONE },
  },
] as const satisfies readonly AccessRow[];
