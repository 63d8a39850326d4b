import type { AssignmentPhase } from '#contracts';
import type { Transition } from './transition.js';

export type AssignmentAction =
  | 'ACCEPT'
  | 'REPORT'
  | 'REQUEST_COMPLETION'
  | 'RETURN_FOR_REWORK'
  | 'COMPLETE'
  | 'CLOSE_WITH_TASK'
  | 'SIGN_AGAIN'
  | 'TAKE_OFF';

export type AssignmentGuard =
  | 'FALLING_PROGRESS_IS_EXPLAINED'
  | 'DEADLINE_IS_SET'
  | 'MISSING_UNITS_ARE_NAMED'
  | 'SUBMITTED_PARTS_ARE_DECIDED'
  | 'MISSING_UNITS_WERE_NAMED';

/** The part of one unit in a task, from signing to closing. */
export const ASSIGNMENT_TRANSITIONS = [
  {
    from: ['ASSIGNED'],
    action: 'ACCEPT',
    to: 'ACCEPTED',
    who: ['OWN_LIAISON'],
    guards: [],
    event: 'tasks.assignment-accepted',
  },
  {
    from: ['ACCEPTED', 'IN_PROGRESS'],
    action: 'REPORT',
    to: 'IN_PROGRESS',
    who: ['OWN_LIAISON'],
    guards: ['FALLING_PROGRESS_IS_EXPLAINED'],
    event: 'tasks.progress-reported',
  },
  {
    // Rework stays visible as rework until completion is asked for again.
    from: ['RETURNED'],
    action: 'REPORT',
    to: 'RETURNED',
    who: ['OWN_LIAISON'],
    guards: ['FALLING_PROGRESS_IS_EXPLAINED'],
    event: 'tasks.progress-reported',
  },
  {
    from: ['IN_PROGRESS', 'RETURNED'],
    action: 'REQUEST_COMPLETION',
    to: 'COMPLETION_SUBMITTED',
    who: ['OWN_LIAISON'],
    guards: ['DEADLINE_IS_SET', 'MISSING_UNITS_ARE_NAMED'],
    event: 'tasks.completion-submitted',
  },
  {
    from: ['COMPLETION_SUBMITTED'],
    action: 'RETURN_FOR_REWORK',
    to: 'RETURNED',
    who: ['REVIEWER'],
    guards: [],
    event: 'tasks.completion-returned',
  },
  {
    from: ['COMPLETION_SUBMITTED'],
    action: 'COMPLETE',
    to: 'COMPLETED',
    who: ['REVIEWER'],
    guards: ['SUBMITTED_PARTS_ARE_DECIDED', 'MISSING_UNITS_WERE_NAMED'],
    event: 'tasks.assignment-completed',
  },
  {
    from: ['ASSIGNED', 'ACCEPTED', 'IN_PROGRESS', 'COMPLETION_SUBMITTED', 'RETURNED'],
    action: 'CLOSE_WITH_TASK',
    to: 'CLOSED',
    who: ['SYSTEM'],
    guards: [],
    event: 'tasks.task-completed',
  },
  {
    // A revision reworded the task; a unit that an earlier one took off may be named again.
    from: ['ASSIGNED', 'ACCEPTED', 'IN_PROGRESS', 'RETURNED', 'CLOSED'],
    action: 'SIGN_AGAIN',
    to: 'ASSIGNED',
    who: ['SYSTEM'],
    guards: [],
    event: 'tasks.task-reissued',
  },
  {
    from: ['ASSIGNED', 'ACCEPTED', 'IN_PROGRESS', 'RETURNED'],
    action: 'TAKE_OFF',
    to: 'CLOSED',
    who: ['SYSTEM'],
    guards: [],
    event: 'tasks.task-reissued',
  },
] as const satisfies readonly Transition<AssignmentPhase, AssignmentAction, AssignmentGuard>[];
