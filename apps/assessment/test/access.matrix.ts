import type { Role } from '#contracts';
import type { PolicyAction } from '../src/domain/assessment.policy.js';

/** Status for a caller whose own unit is concerned, and for one whose unit is not. */
type Statuses = readonly [own: number, other: number];

export interface AccessRow {
  method: 'GET' | 'POST';
  path: string;
  /** The phase of the assessment the request is about. */
  phase?: 'DRAFT' | 'PUBLICATION_REQUESTED' | 'PUBLISHED';
  /** Rows of the policy that this route depends on. */
  actions: readonly PolicyAction[];
  access: Record<Role, Statuses>;
}

const REFUSED = [403, 403] as const;
const INVISIBLE = [404, 404] as const;
const READ = [200, 200] as const;
const MADE = [201, 201] as const;
const OWN_ALONE = [200, 404] as const;

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

/** Those who oversee the assessment see every unit, a unit's officers see their own. */
const OVERSEERS_AND_OWN_UNIT = {
  LIAISON_OFFICER: OWN_ALONE,
  UNIT_APPROVER: OWN_ALONE,
  COORDINATOR: READ,
  GROUP_LEADER: READ,
  GROUP_MEMBER: INVISIBLE,
  ASSESSOR: READ,
  AUDITOR: READ,
  ADMINISTRATOR: INVISIBLE,
} as const;

const ASSESSMENT = '/api/assessment/assessments/:assessmentId';

/** Every route of this service, written by hand and apart from the policy table. */
export const ACCESS_MATRIX = [
  {
    method: 'POST',
    path: '/api/assessment/schemes',
    actions: ['ADOPT_SCHEME'],
    access: { ...NOBODY, ASSESSOR: MADE, COORDINATOR: MADE },
  },
  { method: 'GET', path: '/api/assessment/schemes', actions: ['READ_SCHEMES'], access: INSIDERS },
  { method: 'GET', path: '/api/assessment/schemes/:schemeId', actions: ['READ_SCHEMES'], access: INSIDERS },
  {
    method: 'POST',
    path: '/api/assessment/assessments',
    actions: ['DRAFT_SCORES'],
    access: { ...NOBODY, ASSESSOR: MADE },
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
    access: { ...NOBODY, ASSESSOR: READ },
  },
  {
    method: 'POST',
    path: `${ASSESSMENT}/approval`,
    phase: 'PUBLICATION_REQUESTED',
    actions: ['DECIDE_PUBLICATION'],
    access: { ...NOBODY, GROUP_LEADER: [403, 200] },
  },
  {
    method: 'POST',
    path: `${ASSESSMENT}/refusal`,
    phase: 'PUBLICATION_REQUESTED',
    actions: ['DECIDE_PUBLICATION'],
    access: { ...NOBODY, GROUP_LEADER: [403, 200] },
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
    access: OVERSEERS_AND_OWN_UNIT,
  },
] as const satisfies readonly AccessRow[];
