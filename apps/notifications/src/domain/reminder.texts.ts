import type { ReminderRule } from '#contracts';
import type { LocalDate, WorkingDays } from '#kernel';
import { workingDaysBefore } from './due-date.js';
import { REMINDER_RULES, type ReminderRuleRow } from './reminder.rules.js';

type Text = (anchorOn: LocalDate, today: LocalDate, days: WorkingDays) => string;

/**
 * What a recipient reads, as of the day it is sent: a reminder that is made up for late must not claim another day.
 * Task numbers and titles are not part of it: the inbox adds them for members of the unit, other channels never do.
 */
const TEXTS = {
  'sign-due': (anchorOn, today) =>
    today <= anchorOn
      ? `签收时限为 ${anchorOn}，本单位尚未签收，请及时签收。`
      : `签收时限 ${anchorOn} 已过，本单位尚未签收，请尽快签收。`,
  'deadline-near': (anchorOn, today, days) =>
    today < anchorOn
      ? `距办理时限 ${anchorOn} 还有 ${workingDaysBefore(anchorOn, today, days)} 个工作日，请按时申请办结；不能按期办结的，请在时限内说明进展和原因。`
      : `办理时限为今日（${anchorOn}），请申请办结；不能按期办结的，请在今日内说明进展和原因。`,
  overdue: (anchorOn, today, days) =>
    `办理时限 ${anchorOn} 已过 ${days.between(anchorOn, today)} 个工作日，尚未申请办结，请尽快办理并说明原因。`,
} as const satisfies Record<ReminderRuleRow['text'], Text>;

export function textOf(rule: ReminderRule, anchorOn: LocalDate, today: LocalDate, days: WorkingDays): string {
  return TEXTS[REMINDER_RULES[rule].text](anchorOn, today, days);
}
