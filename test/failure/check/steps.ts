import type { Acknowledged, Action } from '../ledger/entries.js';
import type { TruePart } from './truth.js';
import { dayOf } from './working-days.js';

/** The event that an action leaves in the log of its task. */
export const EVENT_OF: Partial<Record<Action, string>> = {
  assign: 'tasks.task-assigned',
  'set-deadline': 'tasks.deadline-moved',
  accept: 'tasks.assignment-accepted',
  report: 'tasks.progress-reported',
  'request-completion': 'tasks.completion-submitted',
  return: 'tasks.completion-returned',
  complete: 'tasks.assignment-completed',
};

export const OPEN_PHASES: readonly string[] = [
  'ASSIGNED',
  'ACCEPTED',
  'IN_PROGRESS',
  'COMPLETION_SUBMITTED',
  'RETURNED',
];

/** What becomes of a plan. */
export const PLAN_STEPS: Partial<Record<Action, { type: string; phase: string }>> = {
  'register-plan': { type: 'tasks.plan-registered', phase: 'REGISTERED' },
  'request-issue': { type: 'tasks.plan-issue-requested', phase: 'ISSUE_REQUESTED' },
  'approve-issue': { type: 'tasks.plan-issued', phase: 'ISSUED' },
};

/** What becomes of a part. */
export interface PartStep {
  from: readonly string[];
  /** Changes the part and tells what happened to it in the words of scoring; empty where scoring does not look. */
  apply: (part: TruePart, command: { body: Readonly<Record<string, unknown>>; version: number; at: string }) => string;
}

export const PART_STEPS: Partial<Record<Action, PartStep>> = {
  accept: {
    from: ['ASSIGNED'],
    apply: (part, { at }) => {
      Object.assign(part, { phase: 'ACCEPTED', acceptedAt: at });
      return dayOf(at) > part.signDueOn ? 'SIGNED_LATE' : 'SIGNED_IN_TIME';
    },
  },
  report: {
    from: ['ACCEPTED', 'IN_PROGRESS', 'RETURNED'],
    apply: (part, { body, version }) => {
      const progress = Number(body.progress);
      part.reports.push({ version, progress });
      Object.assign(part, { progress, phase: part.phase === 'RETURNED' ? 'RETURNED' : 'IN_PROGRESS' });
      return '';
    },
  },
  'request-completion': {
    from: ['IN_PROGRESS', 'RETURNED'],
    apply: (part, { at }) => {
      Object.assign(part, { phase: 'COMPLETION_SUBMITTED', submittedAt: at });
      return 'SUBMITTED';
    },
  },
  return: {
    from: ['COMPLETION_SUBMITTED'],
    apply: (part) => {
      Object.assign(part, { phase: 'RETURNED', returns: part.returns + 1 });
      return 'RETURNED';
    },
  },
  complete: {
    from: ['COMPLETION_SUBMITTED'],
    apply: (part, { at }) => {
      Object.assign(part, { phase: 'COMPLETED', completedAt: at });
      return 'COMPLETED';
    },
  },
};

export function versionOf({ answer }: Acknowledged): number {
  return Number(answer.version);
}

export function endsTask({ answer }: Acknowledged): boolean {
  return answer.taskPhase === 'COMPLETED';
}
