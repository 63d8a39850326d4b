import type { Role } from '#contracts';
import {
  BY_OFFICES,
  CHANGE_DRAFT,
  CHANGE_UNIT_PLAN,
  DECIDE_REVISION,
  LIST,
  READ,
  READ_DRAFT,
  READ_REVISION,
  READ_UNIT_PLAN,
  REFUSED_AFTER_ISSUE,
  REFUSED_BEFORE_ISSUE,
  SIGN_UNIT_PLAN,
} from './access.shapes.js';

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
  | 'UNIT_PLAN'
  | 'MEASURE_KEPT'
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
  { method: 'GET', path: DRAFT, stage: 'UNIT_PLAN', dependsOn: 'DRAFT', access: READ_UNIT_PLAN },
  { method: 'GET', path: `${DRAFT}/sentences`, stage: 'UNIT_PLAN', dependsOn: 'DRAFT', access: READ_UNIT_PLAN },
  { method: 'GET', path: `${DRAFT}/changes`, stage: 'UNIT_PLAN', dependsOn: 'DRAFT', access: READ_UNIT_PLAN },
  {
    method: 'POST',
    path: `${DRAFT}/discarding`,
    stage: 'UNIT_PLAN',
    dependsOn: 'DISCARD_DRAFT',
    access: CHANGE_UNIT_PLAN,
  },
  {
    method: 'POST',
    path: `${DRAFT}/measure-changes`,
    stage: 'UNIT_PLAN',
    dependsOn: 'CHANGE_MEASURES',
    access: CHANGE_UNIT_PLAN,
  },
  {
    method: 'POST',
    path: `${DRAFT}/measures-acceptance`,
    stage: 'UNIT_PLAN',
    dependsOn: 'ACCEPT_UNIT_PLAN',
    access: SIGN_UNIT_PLAN,
  },
  {
    method: 'POST',
    path: '/api/tasks/drafts/unit-plans',
    stage: 'ASSIGNED',
    dependsOn: 'RECEIVE_PAPER',
    access: { ...REFUSED_AFTER_ISSUE, LIAISON_OFFICER: [201, 201, 404] },
  },
  {
    method: 'POST',
    path: '/api/tasks/drafts/unit-plans/pasted-texts',
    stage: 'ASSIGNED',
    dependsOn: 'RECEIVE_PAPER',
    access: { ...REFUSED_AFTER_ISSUE, LIAISON_OFFICER: [201, 201, 404] },
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
  { method: 'GET', path: `${PART}/measures`, stage: 'MEASURE_KEPT', dependsOn: 'ASSIGNMENT', access: READ },
  {
    method: 'POST',
    path: `${PART}/measures/:measureId/completion`,
    stage: 'MEASURE_KEPT',
    dependsOn: 'COMPLETE_MEASURE',
    access: { ...REFUSED_AFTER_ISSUE, LIAISON_OFFICER: [200, 403, 404] },
  },
  { method: 'GET', path: '/api/tasks/ledger', stage: 'ASSIGNED', dependsOn: null, access: LIST },
  { method: 'GET', path: '/api/tasks/cockpit', stage: 'ASSIGNED', dependsOn: null, access: LIST },
  { method: 'GET', path: '/api/tasks/inbox', stage: 'ASSIGNED', dependsOn: null, access: LIST },
] as const satisfies readonly AccessRow[];
