import type { Role } from '#contracts';
import type { PolicyAction } from '../src/domain/assessment.policy.js';

/** Where a caller sits, and what the request is about. */
export const SITUATIONS = [
  'own', // in a unit that is scored, about this unit
  'other', // in a unit that is scored, about another class and unit
  'office', // in the office that adopted the scheme
  'otherOffice', // in another office, which runs a plan of its own
  'group', // in the leading group that issues the office's plans
  'otherGroup', // in the leading group of the other office
] as const;
export type Situation = (typeof SITUATIONS)[number];

/** Status in each situation, in their order. */
type Statuses = readonly [
  own: number,
  other: number,
  office: number,
  otherOffice: number,
  group: number,
  otherGroup: number,
];

export interface AccessRow {
  method: 'GET' | 'POST';
  path: string;
  /** The phase of the assessment the request is about. */
  phase?: 'DRAFT' | 'PUBLICATION_REQUESTED' | 'PUBLISHED';
  /** Rows of the policy that this route depends on. */
  actions: readonly PolicyAction[];
  access: Record<Role, Statuses>;
}

const REFUSED = [403, 403, 403, 403, 403, 403] as const;
const INVISIBLE = [404, 404, 404, 404, 404, 404] as const;
const READ = [200, 200, 200, 200, 200, 200] as const;
/** What a unit's officer gets is that of his own unit, wherever else he sits it does not exist. */
const OWN_ALONE = [200, 404, 404, 404, 404, 404] as const;
const OFFICE_ALONE = [404, 404, 200, 404, 404, 404] as const;
const GROUP_ALONE = [404, 404, 404, 404, 200, 404] as const;

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

const INSIDERS = {
  LIAISON_OFFICER: READ,
  UNIT_APPROVER: READ,
  COORDINATOR: READ,
  GROUP_LEADER: READ,
  GROUP_MEMBER: READ,
  ASSESSOR: READ,
  AUDITOR: READ,
  ADMINISTRATOR: REFUSED,
} as const;

/** The office and its leading group see every unit in their own work, a unit's officers see their own. */
const OVERSEERS_AND_OWN_UNIT = {
  LIAISON_OFFICER: OWN_ALONE,
  UNIT_APPROVER: OWN_ALONE,
  COORDINATOR: OFFICE_ALONE,
  GROUP_LEADER: GROUP_ALONE,
  GROUP_MEMBER: INVISIBLE,
  ASSESSOR: OFFICE_ALONE,
  AUDITOR: READ,
  ADMINISTRATOR: INVISIBLE,
} as const;

/** Whoever sees an assessment is told that a change of it is not his; for all others it does not exist. */
const NOBODY_WHO_SEES_IT = {
  LIAISON_OFFICER: [403, 404, 404, 404, 404, 404],
  UNIT_APPROVER: [403, 404, 404, 404, 404, 404],
  COORDINATOR: [404, 404, 403, 404, 404, 404],
  GROUP_LEADER: [404, 404, 404, 404, 403, 404],
  GROUP_MEMBER: INVISIBLE,
  ASSESSOR: [404, 404, 403, 404, 404, 404],
  AUDITOR: REFUSED,
  ADMINISTRATOR: INVISIBLE,
} as const;

const OFFICES_MAKE = [403, 403, 201, 201, 403, 403] as const;
const OFFICE_MAKES = [403, 403, 201, 403, 403, 403] as const;

const ASSESSMENT = '/api/assessment/assessments/:assessmentId';

/** Every route of this service, written by hand and apart from the policy table. */
export const ACCESS_MATRIX = [
  {
    method: 'POST',
    path: '/api/assessment/schemes',
    actions: ['ADOPT_SCHEME'],
    access: { ...NOBODY, ASSESSOR: OFFICES_MAKE, COORDINATOR: OFFICES_MAKE },
  },
  { method: 'GET', path: '/api/assessment/schemes', actions: ['READ_SCHEMES'], access: INSIDERS },
  { method: 'GET', path: '/api/assessment/schemes/:schemeId', actions: ['READ_SCHEMES'], access: INSIDERS },
  {
    method: 'POST',
    path: '/api/assessment/assessments',
    actions: ['DRAFT_SCORES'],
    access: { ...NOBODY, ASSESSOR: OFFICE_MAKES },
  },
  { method: 'GET', path: '/api/assessment/assessments', actions: ['READ_PUBLISHED'], access: INSIDERS },
  {
    method: 'GET',
    path: ASSESSMENT,
    phase: 'DRAFT',
    actions: ['READ_EVERYTHING', 'READ_OWN_UNIT'],
    access: OVERSEERS_AND_OWN_UNIT,
  },
  {
    method: 'GET',
    path: ASSESSMENT,
    phase: 'PUBLISHED',
    actions: ['READ_PUBLISHED'],
    access: { ...INSIDERS, ADMINISTRATOR: INVISIBLE },
  },
  {
    method: 'POST',
    path: `${ASSESSMENT}/publication-request`,
    phase: 'DRAFT',
    actions: ['REQUEST_PUBLICATION'],
    access: { ...NOBODY_WHO_SEES_IT, ASSESSOR: OFFICE_ALONE },
  },
  {
    method: 'POST',
    path: `${ASSESSMENT}/approval`,
    phase: 'PUBLICATION_REQUESTED',
    actions: ['DECIDE_PUBLICATION'],
    access: { ...NOBODY_WHO_SEES_IT, GROUP_LEADER: GROUP_ALONE },
  },
  {
    method: 'POST',
    path: `${ASSESSMENT}/refusal`,
    phase: 'PUBLICATION_REQUESTED',
    actions: ['DECIDE_PUBLICATION'],
    access: { ...NOBODY_WHO_SEES_IT, GROUP_LEADER: GROUP_ALONE },
  },
  {
    method: 'GET',
    path: `${ASSESSMENT}/results/:unitId/explanation`,
    phase: 'PUBLISHED',
    actions: ['READ_EVERYTHING', 'READ_OWN_UNIT'],
    access: OVERSEERS_AND_OWN_UNIT,
  },
  {
    method: 'GET',
    path: '/api/assessment/own-results',
    actions: ['READ_OWN_UNIT'],
    access: { ...NOBODY, LIAISON_OFFICER: READ, UNIT_APPROVER: READ },
  },
  {
    method: 'GET',
    path: '/api/assessment/units/:unitId/facts',
    actions: ['READ_EVERYTHING', 'READ_OWN_UNIT'],
    // Any office sees what happened in its own plans, and nothing of the others': offices.spec.ts.
    access: {
      ...OVERSEERS_AND_OWN_UNIT,
      COORDINATOR: [404, 404, 200, 200, 404, 404],
      ASSESSOR: [404, 404, 200, 200, 404, 404],
      GROUP_LEADER: [404, 404, 404, 404, 200, 200],
    },
  },
] as const satisfies readonly AccessRow[];
