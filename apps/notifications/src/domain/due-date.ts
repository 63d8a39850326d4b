import { addDays, type LocalDate, type WorkingDays } from '#kernel';
import type { ReminderRuleRow } from './reminder.rules.js';

export interface DueDate {
  /** Always a working day. */
  dueOn: LocalDate;
  /** Why it is not the date that the rule names, in words; null when it is. */
  movedBecause: string | null;
}

/** The working day on which a rule falls due for an anchor date. */
export function dueDateOf(
  rule: Pick<ReminderRuleRow, 'offset' | 'offRestDays'>,
  anchorOn: LocalDate,
  days: WorkingDays,
): DueDate {
  const named = days.add(anchorOn, rule.offset);
  if (days.isWorkingDay(named)) return { dueOn: named, movedBecause: null };
  if (rule.offRestDays === 'previous') {
    const dueOn = days.onOrBefore(named);
    return { dueOn, movedBecause: `${named} 为休息日，提前至 ${dueOn}` };
  }
  const dueOn = days.onOrAfter(named);
  return { dueOn, movedBecause: `${named} 为休息日，顺延至 ${dueOn}` };
}

/**
 * How many working days before `anchorOn` it is `today`, counted as the rules count: the anchor is not counted, the day
 * that is reached is. Counted from today on, a deadline on a rest day would seem a day nearer than the rule says.
 */
export function workingDaysBefore(anchorOn: LocalDate, today: LocalDate, days: WorkingDays): number {
  return days.between(addDays(today, -1), addDays(anchorOn, -1));
}

/** Says in the ledger that a new arrangement of working days moved a reminder. */
export function movedByCalendar(from: LocalDate, to: LocalDate): string {
  return `工作日安排更新，由 ${from} 移至 ${to}`;
}
