import { addDays, instantOf, localDateOf, type LocalDate, type WorkingDays } from '#kernel';

/** When the reminders of a working day go out, `HH:MM` in Asia/Shanghai. */
export interface SendingHours {
  time: string;
  /** Nobody is reminded after it: what comes due then, or was left behind, waits for the next working day. */
  until: string;
}

/** Whether reminders may go out at `now`. */
export function maySend(now: Date, { time, until }: SendingHours, days: WorkingDays): boolean {
  const today = localDateOf(now);
  return days.isWorkingDay(today) && now >= instantOf(today, time) && now < instantOf(today, until);
}

/** The last day whose hour of sending has come at `now`: what falls due on it or before is due. */
export function lastDayReached(now: Date, { time }: SendingHours): LocalDate {
  const today = localDateOf(now);
  return now >= instantOf(today, time) ? today : addDays(today, -1);
}

/** The first instant after `now` at which reminders may go out again; for a `now` at which they may not. */
export function nextSending(now: Date, { time }: SendingHours, days: WorkingDays): Date {
  const today = localDateOf(now);
  const from = now < instantOf(today, time) ? today : addDays(today, 1);
  return instantOf(days.onOrAfter(from), time);
}
