import type { AssignmentPhase, ReminderRule, Role } from '#contracts';

/** A phase in which a reminder may be pointless: every one but the first. */
type EndingPhase = Exclude<AssignmentPhase, 'ASSIGNED'>;

/** One reminder of the product, as a row. */
export interface ReminderRuleRow {
  /** The date of the assignment that the rule counts from. */
  anchor: 'signDueOn' | 'deadline';
  /** Working days from the anchor; the anchor itself is never counted (次日起算). */
  offset: number;
  /** Where a due date that is a rest day goes: never later than a limit that still runs, never earlier than one that has passed. */
  offRestDays: 'previous' | 'next';
  /** Who of the assignment's unit receives it. */
  recipients: readonly Role[];
  /** In these phases there is nothing left to remind of. A phase that is left again (RETURNED) sets the reminder running again. */
  endedIn: readonly EndingPhase[];
  /** Rules that say more: once one of them is due, this one is not sent any more. */
  yieldsTo: readonly ReminderRule[];
  /** Why it is sent, as the ledger says it. */
  why: string;
  /** Key of the text that the recipient reads (`reminder.texts.ts`). */
  text: 'sign-due' | 'deadline-near' | 'overdue';
}

const SIGNED = ['ACCEPTED', 'IN_PROGRESS', 'COMPLETION_SUBMITTED', 'RETURNED', 'COMPLETED', 'CLOSED'] as const;
const HANDED_IN = ['COMPLETION_SUBMITTED', 'COMPLETED', 'CLOSED'] as const;

/** Everything the system reminds of by itself. Criticism and slips are not here: people decide on those. */
export const REMINDER_RULES = {
  SIGN_DUE: {
    anchor: 'signDueOn',
    offset: 0,
    offRestDays: 'previous',
    recipients: ['LIAISON_OFFICER'],
    endedIn: SIGNED,
    yieldsTo: [],
    why: '签收时限到期，尚未签收',
    text: 'sign-due',
  },
  DEADLINE_T7: {
    anchor: 'deadline',
    offset: -7,
    offRestDays: 'previous',
    recipients: ['LIAISON_OFFICER'],
    endedIn: HANDED_IN,
    yieldsTo: ['DEADLINE_T1', 'OVERDUE_1'],
    why: '距办理时限 7 个工作日，尚未申请办结',
    text: 'deadline-near',
  },
  DEADLINE_T1: {
    anchor: 'deadline',
    offset: -1,
    offRestDays: 'previous',
    recipients: ['LIAISON_OFFICER', 'UNIT_APPROVER'],
    endedIn: HANDED_IN,
    yieldsTo: ['OVERDUE_1'],
    why: '距办理时限 1 个工作日，尚未申请办结',
    text: 'deadline-near',
  },
  OVERDUE_1: {
    anchor: 'deadline',
    offset: 1,
    offRestDays: 'next',
    recipients: ['LIAISON_OFFICER', 'UNIT_APPROVER'],
    endedIn: HANDED_IN,
    yieldsTo: [],
    why: '超过办理时限 1 个工作日，尚未申请办结',
    text: 'overdue',
  },
} as const satisfies Record<ReminderRule, ReminderRuleRow>;

/** The rows as a list, for what treats all rules alike. */
export const RULES = Object.entries(REMINDER_RULES) as [ReminderRule, ReminderRuleRow][];

/** What a rule is called where one reminder explains itself by another. */
export const RULE_NAMES = {
  SIGN_DUE: '签收到期提醒',
  DEADLINE_T7: '时限前 7 个工作日提醒',
  DEADLINE_T1: '时限前 1 个工作日提醒',
  OVERDUE_1: '逾期催办',
} as const satisfies Record<ReminderRule, string>;

/** Why a reminder ended, by the phase that ended it. */
export const ENDED_BECAUSE = {
  ACCEPTED: '本单位已签收',
  IN_PROGRESS: '本单位已签收',
  COMPLETION_SUBMITTED: '本单位已申请办结，待审核',
  RETURNED: '本单位已签收',
  COMPLETED: '本单位已办结',
  CLOSED: '任务已结束，或本单位不再承担',
} as const satisfies Record<EndingPhase, string>;
