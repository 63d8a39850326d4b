import { addDays, type LocalDate, WorkingDays } from '#kernel';
import { numeralValue } from '../text/numerals.js';
import { addMonths, readFullDate } from './calendar.js';

/** A limit that is counted from something: 自印发之日起30个工作日内. */
export interface Relative {
  readonly count: number;
  readonly unit: 'day' | 'working-day' | 'week' | 'month' | 'year';
  /** What it is counted from: the paper itself, its arrival at each unit, a date that is written, or something else. */
  readonly from: 'issue' | 'receipt' | 'date' | 'event';
  /** The words that say so, just before the number: 自印发之日起. Empty where nothing is counted from that is known. */
  readonly since: string;
}

const PAPER = '(?:本[^,。;()]{1,8}|(?:行动|实施|工作|总体|专项)?(?:方案|意见|通知|办法|计划|措施|文件|要点|规划))';
const SINCE = '(?:之日|之后|以后|后|当日)?起?(?:计算)?的?[, ]*$';

/** What the words before 「30日内」 count from. 「标准发布后」 is no word of this paper. */
const ANCHORS: readonly { from: Relative['from']; before: RegExp }[] = [
  {
    from: 'issue',
    before: new RegExp(
      `(?:^|[,。;:、(]|[在自从于要应须])(?<words>${PAPER}?(?:印发|发布|下发|公布|出台|发文|颁布|成文)${SINCE})`,
    ),
  },
  {
    from: 'receipt',
    before: new RegExp(`(?<words>(?:收到|接到|收)${PAPER}?(?:任务|交办单|督办单|函|来函)?${SINCE})`),
  },
  {
    from: 'date',
    before: /(?<words>\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日(?:之日)?起(?:计算)?的?[, ]*$)/,
  },
];

const UNITS: readonly { unit: Relative['unit']; words: RegExp }[] = [
  { unit: 'working-day', words: /工作日/ },
  { unit: 'day', words: /[日天]/ },
  { unit: 'week', words: /周/ },
  { unit: 'month', words: /月|季度|半年/ },
  { unit: 'year', words: /年/ },
];

const MONTHS_IN: readonly (readonly [RegExp, number])[] = [
  [/半个?月/, 0.5],
  [/半年/, 6],
  [/季度/, 3],
];

/** Reads 「30个工作日内」 with what stands before it; undefined for a number that is none. */
export function readRelative(within: string, before: string): Relative | undefined {
  const number = /^(\d{1,4}|[一二两三四五六七八九十]{1,3})/.exec(within)?.[1]?.replace('两', '二');
  const count = number === undefined ? 1 : numeralValue(number);
  const unit = UNITS.find(({ words }) => words.test(within))?.unit;
  if (count === undefined || unit === undefined) return undefined;
  const months = MONTHS_IN.find(([words]) => words.test(within))?.[1];
  const anchor = anchorOf(before);
  if (months === 0.5) return { count: 15, unit: 'day', ...anchor };
  return { count: count * (months ?? 1), unit, ...anchor };
}

function anchorOf(before: string): Pick<Relative, 'from' | 'since'> {
  for (const { from, before: words } of ANCHORS) {
    const since = words.exec(before)?.groups?.['words'];
    if (since !== undefined) return { from, since };
  }
  return { from: 'event', since: '' };
}

/** The last day of the limit. Working days are those of the week where nobody hands over the arrangement of holidays. */
export function dueOf(
  relative: Relative,
  before: string,
  { issued, workingDays = WEEKDAYS }: { readonly issued?: LocalDate; readonly workingDays?: WorkingDays },
): LocalDate | undefined {
  const from = { issue: issued, date: readFullDate(before), receipt: undefined, event: undefined }[relative.from];
  if (from === undefined) return undefined;
  const { count, unit } = relative;
  if (unit === 'working-day') return workingDays.add(from, count);
  if (unit === 'month' || unit === 'year') return addMonths(from, unit === 'month' ? count : count * 12);
  return addDays(from, unit === 'week' ? count * 7 : count);
}

const WEEKDAYS = new WorkingDays([]);
