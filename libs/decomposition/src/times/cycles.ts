import { readPoint, type Point } from './calendar.js';

/** A duty that comes back: 每月25日前. */
export interface Cycle {
  readonly every: Period;
  /** Every second week or month: 2. */
  readonly interval: number;
  /** By when within the period; absent where the paper leaves it open. */
  readonly by?: Point & { readonly weekday?: number; readonly monthOfPeriod?: number };
}

export type Period = 'day' | 'week' | 'ten-days' | 'half-month' | 'month' | 'quarter' | 'half-year' | 'year';

/** The longer words first: 半年 is not 年. */
const PERIODS: readonly { every: Period; words: RegExp }[] = [
  { every: 'half-year', words: /^[每按逐](?:个|一)?半年/ },
  { every: 'year', words: /^[每按逐](?:个|一)?(?:两|双|2)?个?年/ },
  { every: 'quarter', words: /^[每按逐](?:个|一)?季/ },
  { every: 'half-month', words: /^[每按逐](?:个|一)?半个?月/ },
  { every: 'month', words: /^[每按逐](?:个|一)?(?:两|双|2)?个?月/ },
  { every: 'ten-days', words: /^[每按逐](?:个|一)?旬/ },
  { every: 'week', words: /^[每按逐](?:个|一)?(?:两|双|2)?个?(?:周|星期)/ },
  { every: 'day', words: /^[每按逐](?:个|一)?(?:日|天|工作日)/ },
];

const WEEKDAYS = '一二三四五六日';
const MONTHS: Readonly<Record<string, number>> = {
  首月: 1,
  次月: 2,
  中月: 2,
  末月: 3,
  第一个月: 1,
  第二个月: 2,
  第三个月: 3,
};

export function readCycle(text: string): Cycle | undefined {
  const period = PERIODS.find(({ words }) => words.test(text));
  const head = period?.words.exec(text)?.[0];
  if (!period || head === undefined) return undefined;
  const rest = text.slice(head.length).replace(/^度(?=的|$)/, '');
  const by = byOf(rest.trim(), period.every);
  return { every: period.every, interval: /[两双2]/.test(head) ? 2 : 1, ...(by && { by }) };
}

function byOf(rest: string, every: Period): Cycle['by'] {
  if (every === 'week') {
    const weekday = WEEKDAYS.indexOf(/^[一二三四五六日天]/.exec(rest)?.[0].replace('天', '日') ?? '-');
    return weekday < 0 ? undefined : { weekday: weekday + 1 };
  }
  const month = /首月|次月|中月|末月|第[一二三]个月/.exec(rest)?.[0];
  const point = readPoint(rest, undefined);
  const by = { ...point, ...(month && { monthOfPeriod: MONTHS[month] ?? 0 }) };
  return Object.keys(by).length === 0 ? undefined : by;
}
