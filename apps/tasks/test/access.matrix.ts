import type { Role } from '#contracts';

/**
 * Status where the caller sits in the unit that his role is for (own), in the unit that leads the task (lead), in a unit
 * that has nothing to do with it (other). Own is the office for a coordinator, the leading group for its leader, a member
 * unit for a member, and for all others the unit that carries the part in question, as a co-unit.
 */
export type Statuses = readonly [own: number, lead: number, other: number];

/** How far the draft, plan, task or part in question has come before the request. */
export type Stage =
  | 'REVISING'
  | 'REVISION_REQUESTED'
  | 'PROPOSED'
  | 'REGISTERED'
  | 'ISSUE_REQUESTED'
  | 'ASSIGNED'
  | 'ACCEPTED'
  | 'IN_PROGRESS'
  | 'COMPLETION_SUBMITTED';

export interface AccessRow {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  stage: Stage;
  /** The row of `READS` or the action of a transition table on which it depends. */
  dependsOn: string | null;
  access: Record<Role, Statuses>;
}

const UNSEEN = [404, 404, 404] as const;
const REFUSED = [403, 403, 403] as const;
const EVERYBODY = [200, 200, 200] as const;

/** Lists answer everybody, with what he may see. */
const LIST = {
  LIAISON_OFFICER: EVERYBODY,
  UNIT_APPROVER: EVERYBODY,
  COORDINATOR: EVERYBODY,
  GROUP_LEADER: EVERYBODY,
  GROUP_MEMBER: EVERYBODY,
  ASSESSOR: EVERYBODY,
  AUDITOR: EVERYBODY,
  ADMINISTRATOR: EVERYBODY,
} as const;

/** An issued plan or task: carriers, the office, the group, its members and auditors. */
const READ = {
  LIAISON_OFFICER: [200, 200, 404],
  UNIT_APPROVER: [200, 200, 404],
  COORDINATOR: [200, 404, 404],
  GROUP_LEADER: [200, 404, 404],
  GROUP_MEMBER: [200, 404, 404],
  ASSESSOR: UNSEEN,
  AUDITOR: EVERYBODY,
  ADMINISTRATOR: UNSEEN,
} as const;

/** Before the issue units do not see the plan; who sees it and may not act is refused. */
const REFUSED_BEFORE_ISSUE = {
  LIAISON_OFFICER: UNSEEN,
  UNIT_APPROVER: UNSEEN,
  COORDINATOR: [403, 404, 404],
  GROUP_LEADER: [403, 404, 404],
  GROUP_MEMBER: [403, 404, 404],
  ASSESSOR: UNSEEN,
  AUDITOR: REFUSED,
  ADMINISTRATOR: UNSEEN,
} as const;

/** After the issue the units that carry the task see it too. */
const REFUSED_AFTER_ISSUE = {
  ...REFUSED_BEFORE_ISSUE,
  LIAISON_OFFICER: [403, 403, 404],
  UNIT_APPROVER: [403, 403, 404],
} as const;

/** A draft is its office's and the auditors', before and after. */
const READ_DRAFT = {
  LIAISON_OFFICER: UNSEEN,
  UNIT_APPROVER: UNSEEN,
  COORDINATOR: [200, 404, 404],
  GROUP_LEADER: UNSEEN,
  GROUP_MEMBER: UNSEEN,
  ASSESSOR: UNSEEN,
  AUDITOR: EVERYBODY,
  ADMINISTRATOR: UNSEEN,
} as const;

const CHANGE_DRAFT = { ...READ_DRAFT, AUDITOR: REFUSED } as const;

/** A revision before the leading group is read by those who see the whole plan; units hear of it when it is approved. */
const READ_REVISION = {
  LIAISON_OFFICER: UNSEEN,
  UNIT_APPROVER: UNSEEN,
  COORDINATOR: [200, 404, 404],
  GROUP_LEADER: [200, 404, 404],
  GROUP_MEMBER: [200, 404, 404],
  ASSESSOR: UNSEEN,
  AUDITOR: EVERYBODY,
  ADMINISTRATOR: UNSEEN,
} as const;

const DECIDE_REVISION = {
  ...READ_REVISION,
  COORDINATOR: [403, 404, 404],
  GROUP_MEMBER: [403, 404, 404],
  AUDITOR: REFUSED,
} as const;

/** Who is no coordinator, or sits in no office, hands in nothing and registers nothing. */
const BY_OFFICES = {
  LIAISON_OFFICER: REFUSED,
  UNIT_APPROVER: REFUSED,
  COORDINATOR: [201, 403, 403],
  GROUP_LEADER: REFUSED,
  GROUP_MEMBER: REFUSED,
  ASSESSOR: REFUSED,
  AUDITOR: REFUSED,
  ADMINISTRATOR: REFUSED,
} as const;

const DRAFT = '/api/tasks/drafts/:draftId';
const PLAN = '/api/tasks/plans/:planId';
const TASK = '/api/tasks/tasks/:taskId';
const PART = `${TASK}/assignments/:assignmentId`;

export const ACCESS_MATRIX = [
  { method: 'POST', path: '/api/tasks/drafts', stage: 'PROPOSED', dependsOn: 'RECEIVE_PAPER', access: BY_OFFICES },
  {
    method: 'POST',
    path: '/api/tasks/drafts/pasted-texts',
    stage: 'PROPOSED',
    dependsOn: 'RECEIVE_PAPER',
    access: BY_OFFICES,
  },
  { method: 'GET', path: '/api/tasks/drafts', stage: 'PROPOSED', dependsOn: null, access: LIST },
  { method: 'GET', path: DRAFT, stage: 'PROPOSED', dependsOn: 'DRAFT', access: READ_DRAFT },
  { method: 'GET', path: `${DRAFT}/sentences`, stage: 'PROPOSED', dependsOn: 'DRAFT', access: READ_DRAFT },
  { method: 'GET', path: `${DRAFT}/changes`, stage: 'PROPOSED', dependsOn: 'DRAFT', access: READ_DRAFT },
  { method: 'GET', path: `${DRAFT}/difference`, stage: 'REVISING', dependsOn: 'DRAFT', access: READ_DRAFT },
  {
    method: 'POST',
    path: `${DRAFT}/changes`,
    stage: 'PROPOSED',
    dependsOn: 'CHANGE_DRAFT',
    access: CHANGE_DRAFT,
  },
  {
    method: 'POST',
    path: `${DRAFT}/acceptance`,
    stage: 'PROPOSED',
    dependsOn: 'ACCEPT_DRAFT',
    access: CHANGE_DRAFT,
  },
  {
    method: 'POST',
    path: `${DRAFT}/revision-request`,
    stage: 'REVISING',
    dependsOn: 'REQUEST_REVISION',
    access: CHANGE_DRAFT,
  },
  {
    method: 'POST',
    path: `${DRAFT}/revision-approval`,
    stage: 'REVISION_REQUESTED',
    dependsOn: 'APPROVE_REVISION',
    access: DECIDE_REVISION,
  },
  {
    method: 'POST',
    path: `${DRAFT}/revision-refusal`,
    stage: 'REVISION_REQUESTED',
    dependsOn: 'REFUSE_REVISION',
    access: DECIDE_REVISION,
  },
  {
    method: 'GET',
    path: `${PLAN}/revision`,
    stage: 'REVISION_REQUESTED',
    dependsOn: 'REVISION',
    access: READ_REVISION,
  },
  {
    method: 'POST',
    path: `${DRAFT}/discarding`,
    stage: 'PROPOSED',
    dependsOn: 'DISCARD_DRAFT',
    access: CHANGE_DRAFT,
  },
  {
    method: 'POST',
    path: '/api/tasks/plans',
    stage: 'REGISTERED',
    dependsOn: 'REGISTER_PLAN',
    access: BY_OFFICES,
  },
  { method: 'GET', path: '/api/tasks/plans', stage: 'ASSIGNED', dependsOn: null, access: LIST },
  { method: 'GET', path: PLAN, stage: 'ASSIGNED', dependsOn: 'PLAN', access: READ },
  { method: 'GET', path: `${PLAN}/tasks`, stage: 'ASSIGNED', dependsOn: 'PLAN', access: READ },
  {
    method: 'POST',
    path: `${PLAN}/tasks`,
    stage: 'REGISTERED',
    dependsOn: 'REGISTER_TASK',
    access: { ...REFUSED_BEFORE_ISSUE, COORDINATOR: [201, 404, 404] },
  },
  {
    method: 'POST',
    path: `${PLAN}/issue-request`,
    stage: 'REGISTERED',
    dependsOn: 'REQUEST_ISSUE',
    access: { ...REFUSED_BEFORE_ISSUE, COORDINATOR: [200, 404, 404] },
  },
  {
    method: 'POST',
    path: `${PLAN}/issue-approval`,
    stage: 'ISSUE_REQUESTED',
    dependsOn: 'APPROVE_ISSUE',
    access: { ...REFUSED_BEFORE_ISSUE, GROUP_LEADER: [200, 404, 404] },
  },
  {
    method: 'POST',
    path: `${PLAN}/issue-refusal`,
    stage: 'ISSUE_REQUESTED',
    dependsOn: 'REFUSE_ISSUE',
    access: { ...REFUSED_BEFORE_ISSUE, GROUP_LEADER: [200, 404, 404] },
  },
  { method: 'GET', path: TASK, stage: 'ASSIGNED', dependsOn: 'TASK', access: READ },
  {
    method: 'PUT',
    path: TASK,
    stage: 'REGISTERED',
    dependsOn: 'REVISE',
    access: { ...REFUSED_BEFORE_ISSUE, COORDINATOR: [200, 404, 404] },
  },
  {
    method: 'POST',
    path: `${TASK}/assignments`,
    stage: 'ASSIGNED',
    dependsOn: 'ASSIGN',
    access: { ...REFUSED_AFTER_ISSUE, COORDINATOR: [200, 404, 404] },
  },
  {
    method: 'PUT',
    path: `${TASK}/reporter`,
    stage: 'ASSIGNED',
    dependsOn: 'APPOINT_REPORTER',
    access: { ...REFUSED_AFTER_ISSUE, COORDINATOR: [200, 404, 404] },
  },
  {
    method: 'PUT',
    path: `${TASK}/deadline`,
    stage: 'ASSIGNED',
    dependsOn: 'SET_DEADLINE',
    access: { ...REFUSED_AFTER_ISSUE, COORDINATOR: [200, 404, 404] },
  },
  { method: 'GET', path: `${TASK}/reports`, stage: 'IN_PROGRESS', dependsOn: 'TASK', access: READ },
  { method: 'GET', path: `${TASK}/history`, stage: 'IN_PROGRESS', dependsOn: 'TASK', access: READ },
  {
    method: 'POST',
    path: `${PART}/acceptance`,
    stage: 'ASSIGNED',
    dependsOn: 'ACCEPT',
    access: { ...REFUSED_AFTER_ISSUE, LIAISON_OFFICER: [200, 403, 404] },
  },
  {
    method: 'POST',
    path: `${PART}/reports`,
    stage: 'ACCEPTED',
    dependsOn: 'REPORT',
    access: { ...REFUSED_AFTER_ISSUE, LIAISON_OFFICER: [201, 403, 404] },
  },
  {
    method: 'POST',
    path: `${PART}/completion-request`,
    stage: 'IN_PROGRESS',
    dependsOn: 'REQUEST_COMPLETION',
    access: { ...REFUSED_AFTER_ISSUE, LIAISON_OFFICER: [200, 403, 404] },
  },
  {
    method: 'POST',
    path: `${PART}/completion-return`,
    stage: 'COMPLETION_SUBMITTED',
    dependsOn: 'RETURN_FOR_REWORK',
    access: { ...REFUSED_AFTER_ISSUE, COORDINATOR: [200, 404, 404] },
  },
  {
    // Seen by those whom the row ASSIGNMENT of the reads names: the others get 404 instead of 403.
    method: 'POST',
    path: `${PART}/completion`,
    stage: 'COMPLETION_SUBMITTED',
    dependsOn: 'COMPLETE',
    access: { ...REFUSED_AFTER_ISSUE, COORDINATOR: [200, 404, 404] },
  },
  { method: 'GET', path: '/api/tasks/ledger', stage: 'ASSIGNED', dependsOn: null, access: LIST },
  { method: 'GET', path: '/api/tasks/cockpit', stage: 'ASSIGNED', dependsOn: null, access: LIST },
  { method: 'GET', path: '/api/tasks/inbox', stage: 'ASSIGNED', dependsOn: null, access: LIST },
] as const satisfies readonly AccessRow[];
