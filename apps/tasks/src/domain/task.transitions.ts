import type { TaskPhase } from '#contracts';
import type { Transition } from './transition.js';

export type TaskAction =
  | 'REGISTER_TASK'
  | 'ADD_TASK'
  | 'REVISE'
  | 'ASSIGN'
  | 'APPOINT_REPORTER'
  | 'SET_DEADLINE'
  | 'REISSUE'
  | 'WITHDRAW'
  | 'COMPLETE_WITH_REPORTER';

export type TaskGuard =
  | 'PLAN_REGISTERED'
  | 'ASPECT_EXISTS'
  | 'PLAN_ISSUED'
  | 'NAMES_A_NEW_UNIT'
  | 'REPORTER_CARRIES_IT'
  | 'REPORTER_MAY_STILL_NAME'
  | 'UNIT_STILL_CARRIES_IT'
  | 'DEADLINE_CHANGES'
  | 'DEADLINE_AHEAD'
  | 'NO_PART_AWAITS_REVIEW'
  | 'SOMEBODY_STILL_CARRIES_IT';

const CARRIED = ['ASSIGNED', 'ACCEPTED', 'IN_PROGRESS', 'COMPLETION_SUBMITTED', 'RETURNED'] as const;
const OPEN = ['REGISTERED', ...CARRIED] as const;

/** What the office does to a task as a whole; where the task stands otherwise follows from its assignments. */
export const TASK_TRANSITIONS = [
  {
    from: ['NONE'],
    action: 'REGISTER_TASK',
    to: 'REGISTERED',
    who: ['COORDINATOR'],
    guards: ['PLAN_REGISTERED', 'ASPECT_EXISTS', 'DEADLINE_AHEAD'],
    event: 'tasks.task-registered',
  },
  {
    // By an approved revision: the plan is issued by then.
    from: ['NONE'],
    action: 'ADD_TASK',
    to: 'REGISTERED',
    who: ['SYSTEM'],
    guards: ['PLAN_ISSUED', 'ASPECT_EXISTS', 'DEADLINE_AHEAD'],
    event: 'tasks.task-registered',
  },
  {
    from: ['REGISTERED'],
    action: 'REVISE',
    to: 'REGISTERED',
    who: ['COORDINATOR'],
    guards: ['PLAN_REGISTERED', 'ASPECT_EXISTS', 'DEADLINE_AHEAD'],
    event: 'tasks.task-revised',
  },
  {
    from: OPEN,
    action: 'ASSIGN',
    to: 'FOLLOWS',
    who: ['COORDINATOR', 'SYSTEM'],
    guards: ['PLAN_ISSUED', 'NAMES_A_NEW_UNIT', 'DEADLINE_AHEAD'],
    event: 'tasks.task-assigned',
  },
  {
    from: CARRIED,
    action: 'APPOINT_REPORTER',
    to: 'FOLLOWS',
    who: ['COORDINATOR'],
    guards: ['PLAN_ISSUED', 'REPORTER_CARRIES_IT', 'REPORTER_MAY_STILL_NAME'],
    event: 'tasks.reporter-appointed',
  },
  {
    from: OPEN,
    action: 'SET_DEADLINE',
    to: 'SAME',
    who: ['COORDINATOR', 'SYSTEM'],
    guards: ['PLAN_ISSUED', 'UNIT_STILL_CARRIES_IT', 'DEADLINE_CHANGES', 'DEADLINE_AHEAD'],
    event: 'tasks.deadline-moved',
  },
  {
    from: OPEN,
    action: 'REISSUE',
    to: 'FOLLOWS',
    who: ['SYSTEM'],
    guards: ['PLAN_ISSUED', 'NO_PART_AWAITS_REVIEW', 'SOMEBODY_STILL_CARRIES_IT', 'DEADLINE_AHEAD'],
    event: 'tasks.task-reissued',
  },
  {
    from: OPEN,
    action: 'WITHDRAW',
    to: 'WITHDRAWN',
    who: ['SYSTEM'],
    guards: ['PLAN_ISSUED', 'NO_PART_AWAITS_REVIEW'],
    event: 'tasks.task-withdrawn',
  },
  {
    from: CARRIED,
    action: 'COMPLETE_WITH_REPORTER',
    to: 'COMPLETED',
    who: ['SYSTEM'],
    guards: [],
    event: 'tasks.task-completed',
  },
] as const satisfies readonly Transition<TaskPhase, TaskAction, TaskGuard, TaskPhase | 'SAME' | 'FOLLOWS'>[];
