import type { PlanPhase } from '#contracts';
import type { Transition } from './transition.js';

export type PlanAction = 'REGISTER_PLAN' | 'REQUEST_ISSUE' | 'APPROVE_ISSUE' | 'REFUSE_ISSUE' | 'REVISE_PLAN';
export type PlanGuard = 'HAS_TASKS' | 'DEADLINES_AHEAD' | 'NOT_THE_REQUESTER';

/** The life of a plan: 立项 → 报批 → 印发, or back to the office. A revision waits as the draft that asks for it. */
export const PLAN_TRANSITIONS = [
  {
    from: ['NONE'],
    action: 'REGISTER_PLAN',
    to: 'REGISTERED',
    who: ['COORDINATOR'],
    guards: [],
    event: 'tasks.plan-registered',
  },
  {
    from: ['REGISTERED'],
    action: 'REQUEST_ISSUE',
    to: 'ISSUE_REQUESTED',
    who: ['COORDINATOR'],
    guards: ['HAS_TASKS', 'DEADLINES_AHEAD'],
    event: 'tasks.plan-issue-requested',
  },
  {
    from: ['ISSUE_REQUESTED'],
    action: 'APPROVE_ISSUE',
    to: 'ISSUED',
    who: ['GROUP_LEADER'],
    guards: ['NOT_THE_REQUESTER', 'DEADLINES_AHEAD'],
    event: 'tasks.plan-issued',
  },
  {
    from: ['ISSUE_REQUESTED'],
    action: 'REFUSE_ISSUE',
    to: 'REGISTERED',
    who: ['GROUP_LEADER'],
    guards: ['NOT_THE_REQUESTER'],
    event: 'tasks.plan-issue-refused',
  },
  {
    from: ['ISSUED'],
    action: 'REVISE_PLAN',
    to: 'ISSUED',
    who: ['SYSTEM'],
    guards: [],
    event: 'tasks.plan-revised',
  },
] as const satisfies readonly Transition<PlanPhase, PlanAction, PlanGuard>[];
