import type { ReminderRule } from '#contracts';
import type { LocalDate } from '#kernel';
import { REMINDER_RULES, RULE_NAMES, type ReminderRuleRow } from './reminder.rules.js';

/** A reminder whose hour has come, with what its decision depends on. */
export interface DueReminder {
  assignmentId: string;
  rule: ReminderRule;
  anchorOn: LocalDate;
  taskId: string;
  unitId: string;
  dueOn: LocalDate;
  movedBecause: string | null;
  /** The day from which on it was planned. */
  plannedOn: LocalDate;
  /** All rules of the assignment that are due by now, this one among them, decided or not. */
  rulesDue: readonly ReminderRule[];
  /** Whether the same rule already reminded of this assignment today. */
  sentToday: boolean;
  /** Accounts of the unit that hold a role which receives this rule; never empty. */
  recipientAccountIds: readonly string[];
}

export interface Decision {
  outcome: 'SENT' | 'SUPPRESSED';
  /** In words, for the reminder ledger. */
  reason: string;
}

/**
 * Decides one due reminder, once. Missed ones are made up for: the newest of those that replace one another is sent, the
 * others are suppressed, and nobody gets two of one rule for one assignment on one day.
 */
export function decide(due: DueReminder, today: LocalDate): Decision {
  const rule: ReminderRuleRow = REMINDER_RULES[due.rule];
  const stronger = rule.yieldsTo.find((other) => due.rulesDue.includes(other));
  if (stronger) return { outcome: 'SUPPRESSED', reason: `已由「${RULE_NAMES[stronger]}」取代` };
  if (due.sentToday) return { outcome: 'SUPPRESSED', reason: '今日已发出同类提醒，不重复发送' };
  const parts = [rule.why, due.movedBecause, lateBecause(due, today)];
  return { outcome: 'SENT', reason: parts.filter((part) => part !== null).join('；') };
}

function lateBecause({ dueOn, plannedOn }: DueReminder, today: LocalDate): string | null {
  if (dueOn >= today) return null;
  return plannedOn > dueOn ? `列入时已过 ${dueOn}，随即发出` : `应于 ${dueOn} 发出，补发`;
}
