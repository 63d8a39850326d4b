import type { AssessmentState } from '#contracts';
import type { PolicyAction } from './assessment.policy.js';

export type AssessmentPhase = AssessmentState['phase'];

/** What people do with a draft. Nothing is published without a leader's approval; a published assessment never changes again. */
export const ASSESSMENT_TRANSITIONS = [
  {
    action: 'REQUEST_PUBLICATION',
    name: '报请公布',
    from: 'DRAFT',
    to: 'PUBLICATION_REQUESTED',
    permission: 'REQUEST_PUBLICATION',
    event: 'assessment.publication-requested',
  },
  {
    action: 'APPROVE_PUBLICATION',
    name: '批准公布',
    from: 'PUBLICATION_REQUESTED',
    to: 'PUBLISHED',
    permission: 'DECIDE_PUBLICATION',
    event: 'assessment.assessment-published',
  },
  {
    action: 'REFUSE_PUBLICATION',
    name: '退回',
    from: 'PUBLICATION_REQUESTED',
    to: 'DRAFT',
    permission: 'DECIDE_PUBLICATION',
    event: 'assessment.publication-refused',
  },
] as const satisfies readonly {
  action: string;
  name: string;
  from: AssessmentPhase;
  to: AssessmentPhase;
  /** Row of the policy that says who. */
  permission: PolicyAction;
  event: string;
}[];

export type AssessmentAction = (typeof ASSESSMENT_TRANSITIONS)[number]['action'];
