import { isLocalDate, type LocalDate } from '#kernel';
import { numeralValue, yearOfDigits } from '../text/numerals.js';
import { SEASON } from './expressions.js';

/** What a point in time says, before it is looked up in a calendar. */
export interface Point {
  /** Absent where the paper does not write it. */
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  /** The last month of a quarter or half year. */
  readonly lastMonth?: number;
  /** A part of the year that no calendar fixes: its day stays open. */
  readonly season?: string;
  readonly part?: '上旬' | '中旬' | '下旬' | '初' | '中' | '底';
}

const FIVE_YEAR_PLANS: Readonly<Record<string, number>> = { 三: 2020, 四: 2025, 五: 2030, 六: 2035, 七: 2040 };
const QUARTERS: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, 上: 2, 下: 4 };

/** Reads a point. Years that are counted from the paper (今年, 明年) need its year. */
export function readPoint(text: string, paperYear: number | undefined): Point {
  const numeric = /^(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?$/.exec(text);
  if (numeric)
    return pointOf(Number(numeric[1]), Number(numeric[2]), numeric[3] === undefined ? undefined : Number(numeric[3]));
  const plan = /十([三四五六七])五/.exec(text)?.[1];
  if (plan) return { year: FIVE_YEAR_PLANS[plan] ?? 0, part: '底' };
  const month = /(\d{1,2}) ?月/.exec(text)?.[1];
  const day = /(\d{1,2}) ?[日号]/.exec(text)?.[1];
  const quarter = /([一二三四1-4上下]) ?(?:季度|半年)/.exec(text)?.[1];
  const year = yearIn(text, paperYear);
  return {
    ...pointOf(year, month === undefined ? undefined : Number(month), day === undefined ? undefined : Number(day)),
    ...(quarter && { lastMonth: (QUARTERS[quarter] ?? Number(quarter)) * 3 }),
    ...seasonIn(text),
    ...partIn(text),
  };
}

function pointOf(year: number | undefined, month: number | undefined, day: number | undefined): Point {
  return {
    ...(year !== undefined && { year }),
    ...(month !== undefined && { month }),
    ...(day !== undefined && { day }),
  };
}

function yearIn(text: string, paperYear: number | undefined): number | undefined {
  const digits = /(\d{4}) ?年/.exec(text)?.[1];
  if (digits) return Number(digits);
  const chinese = yearOfDigits(/([〇零一二三四五六七八九]{4})年/.exec(text)?.[1] ?? '');
  if (chinese !== undefined || paperYear === undefined) return chinese;
  if (/明年|次年/.test(text)) return paperYear + 1;
  return /^(?:今年|本年|当年|全年|年)/.test(text) ? paperYear : undefined;
}

const SEASON_OF_YEAR = new RegExp(`年 ?(${SEASON})`);

function seasonIn(text: string): Pick<Point, 'season'> {
  const season = SEASON_OF_YEAR.exec(text)?.[1];
  return season ? { season } : {};
}

function partIn(text: string): Pick<Point, 'part'> {
  const part = /[上中下]旬|初|底|末|内$|年中|月中/.exec(text)?.[0];
  if (!part) return {};
  if (part === '上旬' || part === '中旬' || part === '下旬' || part === '初') return { part };
  return { part: part.endsWith('中') ? '中' : '底' };
}

/** Whether the calendar has such a day: 9月31日 and 13月 are written, too. */
export function exists({ year, month, day, lastMonth }: Point): boolean {
  if (lastMonth !== undefined && (lastMonth < 3 || lastMonth > 12)) return false;
  if (month === undefined) return true;
  const leapYear = year ?? 2024; // without its year the 29th of February may exist
  return month >= 1 && month <= 12 && isLocalDate(dateOf(leapYear, month, day ?? 1));
}

const DAY_OF_PART = { 上旬: 10, 中旬: 20, 下旬: 31, 初: 10, 中: 20, 底: 31 } as const;

/** The last day that the point still takes in; undefined without a year or a place in the calendar. */
export function lastDay(point: Point): LocalDate | undefined {
  const { year, month, day, lastMonth, part, season } = point;
  if (year === undefined || season !== undefined || !exists(point)) return undefined;
  if (month === undefined) return lastDayOfYearPart(year, lastMonth, part);
  if (day !== undefined) return dateOf(year, month, day);
  return dateOf(year, month, Math.min(part ? DAY_OF_PART[part] : 31, daysOf(year, month)));
}

function lastDayOfYearPart(year: number, lastMonth: number | undefined, part: Point['part']): LocalDate {
  if (lastMonth !== undefined) return dateOf(year, lastMonth, daysOf(year, lastMonth));
  if (part === '初') return dateOf(year, 1, 31);
  if (part === '中') return dateOf(year, 6, 30);
  return dateOf(year, 12, 31);
}

/** The first day that the point takes in. */
export function firstDay(point: Point): LocalDate | undefined {
  const { year, month, day, season } = point;
  if (year === undefined || season !== undefined || !exists(point)) return undefined;
  return dateOf(year, month ?? 1, day ?? 1);
}

/** The same day so many months on; the last of that month where it has no such day. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const total = year * 12 + month - 1 + months;
  const last = daysOf(Math.floor(total / 12), (total % 12) + 1);
  return dateOf(Math.floor(total / 12), (total % 12) + 1, Math.min(day, last));
}

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function dateOf(year: number, month: number, day: number): LocalDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A date of issue, written in digits or in Chinese: 2021年11月20日, 二〇二一年十一月二十日. */
export function readFullDate(text: string): LocalDate | undefined {
  const match =
    /(\d{4}|[〇零一二三四五六七八九]{4}) ?年 ?(\d{1,2}|[一二三四五六七八九十]{1,3}) ?月 ?(\d{1,2}|[一二三四五六七八九十]{1,3}) ?日/.exec(
      text,
    );
  const year = yearOfDigits(match?.[1] ?? '') ?? Number(match?.[1]);
  const month = numeralValue(match?.[2] ?? '');
  const day = numeralValue(match?.[3] ?? '');
  if (!match || month === undefined || day === undefined || !exists({ year, month, day })) return undefined;
  return dateOf(year, month, day);
}
