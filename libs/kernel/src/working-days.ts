/** A calendar date in Asia/Shanghai, `YYYY-MM-DD`. Never a `Date`: a date has no hour and no zone. */
export type LocalDate = string;

/** An exception to Monday–Friday in the published arrangement: a holiday, or a weekend day turned into a working day. */
export interface CalendarDay {
  date: LocalDate;
  kind: 'off' | 'work';
}

const DAY = 86_400_000;
const SHANGHAI_OFFSET = 8 * 3_600_000; // UTC+8 all year: no summer time since 1991

/** The date on which `instant` falls in Asia/Shanghai. */
export function localDateOf(instant: Date): LocalDate {
  return new Date(instant.getTime() + SHANGHAI_OFFSET).toISOString().slice(0, 10);
}

/** The instant of `time` (`HH:MM`) on `date` in Asia/Shanghai; `24:00` is the end of that day. */
export function instantOf(date: LocalDate, time = '00:00'): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(epochDay(date) * DAY + hours * 3_600_000 + minutes * 60_000 - SHANGHAI_OFFSET);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return fromEpochDay(epochDay(date) + days);
}

/** Days from `from` to `to`; negative when `to` lies before. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return epochDay(to) - epochDay(from);
}

/** Whether `text` is a date that exists (`2021-09-31` is not). */
export function isLocalDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && fromEpochDay(epochDay(text)) === text;
}

export function isWeekend(date: LocalDate): boolean {
  const weekday = (epochDay(date) + 4) % 7; // 1970-01-01 was a Thursday; 0 is Sunday
  return weekday === 0 || weekday === 6;
}

/** Working days: Monday–Friday that is not off, or a weekend day that was turned into a working day (调休). */
export class WorkingDays {
  private readonly exceptions: ReadonlyMap<LocalDate, 'off' | 'work'>;

  constructor(days: Iterable<CalendarDay>) {
    this.exceptions = new Map([...days].map((day) => [day.date, day.kind]));
  }

  isWorkingDay(date: LocalDate): boolean {
    const exception = this.exceptions.get(date);
    if (exception) return exception === 'work';
    return !isWeekend(date);
  }

  /** `date` itself if it is a working day, else the next one. */
  onOrAfter(date: LocalDate): LocalDate {
    while (!this.isWorkingDay(date)) date = addDays(date, 1);
    return date;
  }

  /** `date` itself if it is a working day, else the one before. */
  onOrBefore(date: LocalDate): LocalDate {
    while (!this.isWorkingDay(date)) date = addDays(date, -1);
    return date;
  }

  /** The `count`-th working day after `date` (negative: before). The day itself is never counted: 次日起算. */
  add(date: LocalDate, count: number): LocalDate {
    const step = Math.sign(count);
    for (let left = Math.abs(count); left > 0;) {
      date = addDays(date, step);
      if (this.isWorkingDay(date)) left--;
    }
    return date;
  }

  /** Working days in `(from, to]`; negative when `to` lies before `from`. */
  between(from: LocalDate, to: LocalDate): number {
    if (to < from) return 0 - this.between(to, from); // never -0
    let count = 0;
    for (let date = addDays(from, 1); date <= to; date = addDays(date, 1)) if (this.isWorkingDay(date)) count++;
    return count;
  }
}

function epochDay(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY;
}

function fromEpochDay(day: number): LocalDate {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
