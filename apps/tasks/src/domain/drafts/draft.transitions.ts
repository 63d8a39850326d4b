import type { DraftPhase } from '#contracts';
import type { Transition } from '../transition.js';

export type DraftAction =
  | 'RECEIVE_PAPER'
  | 'PROPOSE'
  | 'REFUSE_PAPER'
  | 'CHANGE_DRAFT'
  | 'ACCEPT_DRAFT'
  | 'CHANGE_MEASURES'
  | 'ACCEPT_UNIT_PLAN'
  | 'REQUEST_REVISION'
  | 'APPROVE_REVISION'
  | 'REFUSE_REVISION'
  | 'DISCARD_DRAFT';
export type DraftGuard =
  'MAKES_A_NEW_PLAN' | 'REVISES_A_PLAN' | 'NOTHING_LEFT_TO_DECIDE' | 'EVERY_MEASURE_PLACED' | 'NOT_THE_REQUESTER';

/** The life of a draft: 收文 → 阅读 → 审核 → 采纳 or, of a plan that stands, 修订报批 → 批准; or given up. A unit's own plan: 收文 → 阅读 → 对应 → 审签. That it is being read is derived, never stored. */
export const DRAFT_TRANSITIONS = [
  {
    from: ['NONE'],
    action: 'RECEIVE_PAPER',
    to: 'RECEIVED',
    who: ['COORDINATOR', 'OWN_LIAISON'],
    guards: [],
    event: 'tasks.draft-received',
  },
  { from: ['RECEIVED'], action: 'PROPOSE', to: 'READY', who: ['SYSTEM'], guards: [], event: 'tasks.draft-read' },
  {
    from: ['RECEIVED'],
    action: 'REFUSE_PAPER',
    to: 'UNREADABLE',
    who: ['SYSTEM'],
    guards: [],
    event: 'tasks.draft-unreadable',
  },
  {
    from: ['READY'],
    action: 'CHANGE_DRAFT',
    to: 'READY',
    who: ['COORDINATOR'],
    guards: [],
    event: 'tasks.draft-changed',
  },
  {
    from: ['READY'],
    action: 'ACCEPT_DRAFT',
    to: 'ACCEPTED',
    who: ['COORDINATOR'],
    guards: ['MAKES_A_NEW_PLAN', 'NOTHING_LEFT_TO_DECIDE'],
    event: 'tasks.draft-accepted',
  },
  {
    from: ['READY'],
    action: 'CHANGE_MEASURES',
    to: 'READY',
    who: ['OWN_LIAISON'],
    guards: [],
    event: 'tasks.draft-changed',
  },
  {
    from: ['READY'],
    action: 'ACCEPT_UNIT_PLAN',
    to: 'ACCEPTED',
    who: ['OWN_APPROVER'],
    guards: ['EVERY_MEASURE_PLACED'],
    event: 'tasks.draft-accepted',
  },
  {
    from: ['READY'],
    action: 'REQUEST_REVISION',
    to: 'REVISION_REQUESTED',
    who: ['COORDINATOR'],
    guards: ['REVISES_A_PLAN', 'NOTHING_LEFT_TO_DECIDE'],
    event: 'tasks.draft-revision-requested',
  },
  {
    from: ['REVISION_REQUESTED'],
    action: 'APPROVE_REVISION',
    to: 'ACCEPTED',
    who: ['GROUP_LEADER'],
    guards: ['NOT_THE_REQUESTER'],
    event: 'tasks.draft-accepted',
  },
  {
    from: ['REVISION_REQUESTED'],
    action: 'REFUSE_REVISION',
    to: 'READY',
    who: ['GROUP_LEADER'],
    guards: ['NOT_THE_REQUESTER'],
    event: 'tasks.draft-revision-refused',
  },
  {
    from: ['RECEIVED', 'READY', 'UNREADABLE'],
    action: 'DISCARD_DRAFT',
    to: 'DISCARDED',
    who: ['COORDINATOR', 'OWN_LIAISON'],
    guards: [],
    event: 'tasks.draft-discarded',
  },
] as const satisfies readonly Transition<DraftPhase, DraftAction, DraftGuard>[];
