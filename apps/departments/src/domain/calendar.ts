import type { CalendarState } from '#contracts';
import { isWeekend, type FieldError } from '#kernel';
import { refusalOf } from './errors.js';

/** An arrangement as it is handed in; its revision is counted here. */
export type Arrangement = Omit<CalendarState, 'revision'>;

/**
 * The next revision of a year's arrangement, days in order of date.
 * Throws CALENDAR.DAYS_INVALID naming the days, CALENDAR.ALREADY_FINAL where `current` is no longer provisional.
 */
export function nextRevision(current: CalendarState | undefined, next: Arrangement): CalendarState {
  const errors = next.days.flatMap((day, index): FieldError[] => {
    const message = reasonAgainst(day, index, next);
    return message ? [{ pointer: `/days/${index}`, message: `${day.date} ${message}` }] : [];
  });
  if (errors.length > 0) throw refusalOf('CALENDAR.DAYS_INVALID', { errors });
  if (next.provisional && current?.provisional === false) throw refusalOf('CALENDAR.ALREADY_FINAL');
  const days = next.days.toSorted((a, b) => a.date.localeCompare(b.date));
  return { ...next, days, revision: (current?.revision ?? 0) + 1 };
}

function reasonAgainst(
  day: Arrangement['days'][number],
  index: number,
  { year, days }: Arrangement,
): string | undefined {
  // The New Year's holiday may begin in the old year: 2022-12-31 belongs to the arrangement of 2023.
  if (day.date < `${year - 1}-12-01` || day.date > `${year}-12-31`) return `does not belong to ${year}`;
  if (day.kind === 'work' && !isWeekend(day.date)) return 'is a working day without being turned into one';
  if (days.findIndex(({ date }) => date === day.date) < index) return 'stands twice in the list';
  return undefined;
}
