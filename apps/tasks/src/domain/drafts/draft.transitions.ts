import type { DraftPhase } from '#contracts';
import type { Transition } from '../transition.js';

export type DraftAction =
  'RECEIVE_PAPER' | 'PROPOSE' | 'REFUSE_PAPER' | 'CHANGE_DRAFT' | 'ACCEPT_DRAFT' | 'DISCARD_DRAFT';
export type DraftGuard = 'MAKES_A_NEW_PLAN' | 'NOTHING_LEFT_TO_DECIDE';

/** The life of a draft: 收文 → 阅读 → 审核 → 采纳, or given up. That it is being read is derived, never stored. */
export const DRAFT_TRANSITIONS = [
  {
    from: ['NONE'],
    action: 'RECEIVE_PAPER',
    to: 'RECEIVED',
    who: ['COORDINATOR'],
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
    from: ['RECEIVED', 'READY', 'UNREADABLE'],
    action: 'DISCARD_DRAFT',
    to: 'DISCARDED',
    who: ['COORDINATOR'],
    guards: [],
    event: 'tasks.draft-discarded',
  },
] as const satisfies readonly Transition<DraftPhase, DraftAction, DraftGuard>[];
