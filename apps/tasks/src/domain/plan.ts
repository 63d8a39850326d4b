import type { PlanState } from '#contracts';
import { localDateOf, type DomainError, type LocalDate } from '#kernel';
import { refuse } from './errors.js';
import { PLAN_TRANSITIONS, type PlanGuard } from './plan.transitions.js';
import type { TaskEvent } from './task.js';
import type { Relation } from './tasks.policy.js';
import { transitionFor } from './transition.js';

/** A plan with what only this service needs of it. */
export interface Plan extends PlanState {
  version: number;
  /** Account that asked for the issue; null while nobody does. */
  issueRequestedBy: string | null;
  /** Why the leading group last sent it back; empty when it did not. */
  refusalReason: string;
}

/** What the office writes down of a plan. */
export type PlanCard = Pick<
  PlanState,
  | 'title'
  | 'documentNumber'
  | 'issuerUnitId'
  | 'memberGroupId'
  | 'adoptedOn'
  | 'publishedOn'
  | 'recipients'
  | 'notice'
  | 'sections'
  | 'aspects'
>;

export type PlanCommand =
  | { action: 'REQUEST_ISSUE' }
  | { action: 'APPROVE_ISSUE' }
  | { action: 'REFUSE_ISSUE'; reason: string }
  | { action: 'REVISE_PLAN'; paper: RevisedPaper };

/** What an issued plan takes over from a new version of its paper; its title and number stay. */
export type RevisedPaper = Pick<PlanCard, 'recipients' | 'notice' | 'sections' | 'aspects'>;

/** What of a plan's tasks its rules look at. */
export interface PlanOutline {
  tasks: number;
  /** The first day by which the plan wants something finished; null while no deadline is set. */
  earliestDeadline: LocalDate | null;
  /** Number of the task that wants it. */
  earliestTaskNo: string | null;
}

export interface PlanContext {
  relations: ReadonlySet<Relation>;
  accountId: string;
  now: Date;
  outline: PlanOutline;
}

export interface PlanChange {
  plan: Plan;
  event: TaskEvent;
}

/** A new plan of the office. Throws `DomainError` where the table refuses. */
export function registerPlan(
  ids: { planId: string; officeUnitId: string },
  card: PlanCard,
  relations: ReadonlySet<Relation>,
): PlanChange {
  const row = transitionFor('PLAN', PLAN_TRANSITIONS, 'NONE', 'REGISTER_PLAN', relations);
  const fresh = { version: 1, phase: row.to, issuedAt: null, issueRequestedBy: null, refusalReason: '' } as const;
  const plan: Plan = { ...ids, ...card, ...fresh, phase: 'REGISTERED' };
  return { plan, event: { type: row.event, data: { plan } } };
}

/** The one way in which a plan changes: table row, guards, effect. Throws `DomainError` where table or guard refuses. */
export function applyToPlan(plan: Plan, command: PlanCommand, context: PlanContext): PlanChange {
  const row = transitionFor('PLAN', PLAN_TRANSITIONS, plan.phase, command.action, context.relations);
  for (const guard of row.guards) {
    const refusal = PLAN_GUARDS[guard](plan, context);
    if (refusal) throw refusal;
  }
  const { fields, facts } = PLAN_EFFECTS[command.action](command as never, context);
  const changed: Plan = { ...plan, ...fields, phase: row.to, version: plan.version + 1 };
  return { plan: changed, event: { type: row.event, data: { plan: changed, ...facts } } };
}

const PLAN_GUARDS: Record<PlanGuard, (plan: Plan, context: PlanContext) => DomainError | null> = {
  HAS_TASKS: ({ phase }, { outline }) =>
    outline.tasks > 0
      ? null
      : refuse('PLAN.WITHOUT_TASKS', 'The plan has no task yet. Register its tasks, then request the issue.', {
          state: phase,
        }),
  // The plan may have waited for approval longer than one of its deadlines.
  DEADLINES_AHEAD: ({ phase }, { now, outline: { earliestDeadline, earliestTaskNo } }) => {
    if (earliestDeadline === null || earliestDeadline >= localDateOf(now)) return null;
    const next =
      phase === 'REGISTERED'
        ? 'Revise that task, then request the issue.'
        : 'Refuse the issue, so that the office can revise that task.';
    const message = `The deadline ${earliestDeadline} of task ${earliestTaskNo} has passed: it would make units late by decree. ${next}`;
    return refuse('PLAN.DEADLINE_IN_PAST', message, { state: phase });
  },
  NOT_THE_REQUESTER: ({ phase, issueRequestedBy }, { accountId }) =>
    issueRequestedBy !== accountId
      ? null
      : refuse(
          'PLAN.REQUESTER_CANNOT_DECIDE',
          'Whoever requested the issue does not decide on it. Ask another leader of the group.',
          { state: phase },
        ),
};

const PLAN_EFFECTS: {
  [Action in PlanCommand['action']]: (
    command: Extract<PlanCommand, { action: Action }>,
    context: PlanContext,
  ) => { fields: Partial<Plan>; facts: object };
} = {
  REQUEST_ISSUE: (_, { accountId }) => ({ fields: { issueRequestedBy: accountId, refusalReason: '' }, facts: {} }),
  APPROVE_ISSUE: (_, { now }) => ({ fields: { issuedAt: now.toISOString() }, facts: {} }),
  REFUSE_ISSUE: ({ reason }) => ({ fields: { issueRequestedBy: null, refusalReason: reason }, facts: { reason } }),
  REVISE_PLAN: ({ paper }) => ({ fields: paper, facts: {} }),
};
