import { addDays, instantOf, localDateOf, type WorkingDays } from '#kernel';

/** Whether reminders may go out at `now`: on working days from `time` (`HH:MM`, Asia/Shanghai) on. What a stop left behind waits for that as well. */
export function maySend(now: Date, time: string, days: WorkingDays): boolean {
  const today = localDateOf(now);
  return days.isWorkingDay(today) && now >= instantOf(today, time);
}

/** The first instant after `now` at which reminders may go out again; for a `now` at which they may not. */
export function nextSending(now: Date, time: string, days: WorkingDays): Date {
  const today = localDateOf(now);
  const from = now < instantOf(today, time) ? today : addDays(today, 1);
  return instantOf(days.onOrAfter(from), time);
}
