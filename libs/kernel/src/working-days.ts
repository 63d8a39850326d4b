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
  return fromEpochDay(Math.floor((instant.getTime() + SHANGHAI_OFFSET) / DAY));
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
  return !isWeekday(epochDay(date));
}

/**
 * Working days: Monday–Friday that is not off, or a weekend day that was turned into a working day (调休). Counting takes
 * the same time however far the dates lie apart: a plan gives thousands of units limits that are years ahead.
 */
export class WorkingDays {
  private readonly exceptions: ReadonlyMap<LocalDate, 'off' | 'work'>;
  /** Days on which the arrangement differs from the week, in order, and by how much the count then differs. */
  private readonly differing: readonly number[];
  private readonly difference: readonly number[];

  constructor(days: Iterable<CalendarDay>) {
    this.exceptions = new Map([...days].map((day) => [day.date, day.kind]));
    const changes = [...this.exceptions]
      .map(([date, kind]) => ({
        day: epochDay(date),
        change: Number(kind === 'work') - Number(isWeekday(epochDay(date))),
      }))
      .filter(({ change }) => change !== 0)
      .sort((a, b) => a.day - b.day);
    let sum = 0;
    this.differing = changes.map(({ day }) => day);
    this.difference = changes.map(({ change }) => (sum += change));
  }

  isWorkingDay(date: LocalDate): boolean {
    const exception = this.exceptions.get(date);
    return exception ? exception === 'work' : isWeekday(epochDay(date));
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
    if (count === 0) return date;
    const start = epochDay(date);
    // After: the first day up to which `count` more are counted. Before: the last working day below those that are skipped.
    const wanted = count > 0 ? this.countUpTo(start) + count : this.countUpTo(start - 1) + count + 1;
    return fromEpochDay(this.dayOfCount(wanted, start));
  }

  /** Working days in `(from, to]`; negative when `to` lies before `from`. */
  between(from: LocalDate, to: LocalDate): number {
    return this.countUpTo(epochDay(to)) - this.countUpTo(epochDay(from));
  }

  /** Working days from the Monday after the epoch's first days up to and with `day`; only differences mean something. */
  private countUpTo(day: number): number {
    const sinceMonday = day - FIRST_MONDAY;
    const weeks = Math.floor(sinceMonday / 7);
    return weeks * 5 + Math.min(sinceMonday - weeks * 7 + 1, 5) + this.differenceUpTo(day);
  }

  private differenceUpTo(day: number): number {
    let low = 0;
    let high = this.differing.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.differing[middle] as number) <= day) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 0 : (this.difference[low - 1] as number);
  }

  /** The first day up to which `count` working days are counted; looked for around `near`. */
  private dayOfCount(count: number, near: number): number {
    let day = near + Math.round(((count - this.countUpTo(near)) * 7) / 5);
    while (this.countUpTo(day) < count) day += Math.max(1, count - this.countUpTo(day));
    while (this.countUpTo(day - 1) >= count) day--;
    return day;
  }
}

/** 1970-01-05 */
const FIRST_MONDAY = 4;

function isWeekday(day: number): boolean {
  return (((day - FIRST_MONDAY) % 7) + 7) % 7 < 5;
}

/** By its digits: a plan of ten thousand tasks asks for a million days, and parsing each as an instant takes six times as long. */
function epochDay(date: LocalDate): number {
  return Date.UTC(number(date, 0, 4), number(date, 5, 7) - 1, number(date, 8, 10)) / DAY;
}

function number(date: LocalDate, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index++) value = value * 10 + date.charCodeAt(index) - 48; // '0'
  return value;
}

function fromEpochDay(day: number): LocalDate {
  const date = new Date(day * DAY);
  return `${date.getUTCFullYear()}-${TWO_DIGITS[date.getUTCMonth() + 1]}-${TWO_DIGITS[date.getUTCDate()]}`;
}

const TWO_DIGITS = Array.from({ length: 32 }, (_, value) => String(value).padStart(2, '0'));
