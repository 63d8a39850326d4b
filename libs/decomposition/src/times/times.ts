import { addDays, type LocalDate, type WorkingDays } from '#kernel';
import { exists, firstDay, lastDay, readPoint, type Point } from './calendar.js';
import { readCycle, type Cycle } from './cycles.js';
import { dueOf, readRelative, type Relative } from './relative.js';
import { EXPRESSION, MAY_SPEAK_OF_TIME } from './expressions.js';
import { TIME_RULES, type InContext, type TimeKind, type TimeRule } from './kinds.js';

/** A time that a text speaks of. */
export interface TimeMention {
  readonly from: number;
  readonly to: number;
  readonly kind: TimeKind;
  /** Name of the rule that decided the kind. */
  readonly rule: string;
  /** The last day, where the calendar knows it. */
  readonly due?: LocalDate;
  /** The first day of a window or of something that begins. */
  readonly start?: LocalDate;
  /** Written, but not in any calendar: to be set right by a person. */
  readonly impossible: boolean;
  /** For a duty that comes back. */
  readonly cycle?: Cycle;
  /** For a limit that is counted from something. */
  readonly relative?: Relative;
}

export interface TimeContext {
  /** Date of the paper; decides what lies behind it. */
  readonly issued?: LocalDate;
  /** The year that 年底 and 6月 mean when no year was named before. */
  readonly year?: number;
  /** The arrangement of holidays; without it the week alone counts. */
  readonly workingDays?: WorkingDays;
}

/** All times of a folded text, in order. */
export function timesIn(text: string, context: TimeContext): TimeMention[] {
  if (!MAY_SPEAK_OF_TIME.test(text)) return [];
  const titles = [...text.matchAll(/《[^》]*》/g)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  );
  const found: TimeMention[] = [];
  let year = context.year;
  for (const match of text.matchAll(EXPRESSION)) {
    const inTitleMarks = titles.some(([from, to]) => match.index >= from && match.index < to);
    const mention = mentionOf(text, match, inTitleMarks, { ...context, ...(year !== undefined && { year }) });
    found.push(mention.time);
    if (mention.year !== undefined && !inTitleMarks) year = mention.year;
  }
  return found;
}

type Groups = Readonly<Record<string, string | undefined>>;

function mentionOf(
  text: string,
  match: RegExpExecArray,
  inTitleMarks: boolean,
  context: TimeContext,
): { time: TimeMention; year?: number } {
  const { first, last } = pointsOf(match.groups ?? {}, context.year);
  const day = completed(last, first, context);
  const around = surroundings(text, match);
  const structure = structureOf(around);
  const due = structure.relative ? dueOf(structure.relative, around.before, context) : day && lastDayMeant(day, around);
  const beforeIssue = due !== undefined && context.issued !== undefined && due < context.issued;
  const rule = ruleFor({ ...around, inTitleMarks, beforeIssue, dated: due !== undefined });
  const start = first && (rule.kind === 'window' || rule.kind === 'start') ? firstDay(first) : undefined;
  const time = {
    from: match.index - (structure.relative?.since.length ?? 0),
    to: match.index + match[0].length,
    kind: rule.kind,
    rule: rule.name,
    ...(due && { due }),
    ...(start && { start }),
    ...structure,
    impossible: [structure.cycle?.by, first, last].some((point) => point && !exists(point)),
  };
  return { time, ...yearOf(first, last) };
}

function yearOf(first: Point | undefined, last: Point | undefined): { year?: number } {
  const year = last?.year ?? first?.year;
  return year === undefined ? {} : { year };
}

/** What a duty that comes back, or a limit that is counted from something, says beyond a point in time. */
function structureOf({ shape, expression, before }: Pick<InContext, 'shape' | 'expression' | 'before'>): {
  relative?: Relative;
  cycle?: Cycle;
} {
  const relative = shape === 'within' ? readRelative(expression, before) : undefined;
  const cycle = shape === 'every' ? readCycle(expression) : undefined;
  return { ...(relative && { relative }), ...(cycle && { cycle }) };
}

/** 「2025年前」 ends before that year begins; 「2025年底前」 and 「6月30日前」 take in the day they name. */
function lastDayMeant(
  point: Point,
  { suffix, expression }: Pick<InContext, 'suffix' | 'expression'>,
): LocalDate | undefined {
  const whole = /[年月]份?$/.test(expression) && /^之?前$|^以前$/.test(suffix);
  const first = whole ? firstDay(point) : undefined;
  return first ? addDays(first, -1) : lastDay(point);
}

function ruleFor(time: InContext): Pick<TimeRule, 'kind' | 'name'> {
  return TIME_RULES.find(({ when }) => when(time)) ?? { kind: 'mention', name: 'no-limit' };
}

function surroundings(text: string, match: RegExpExecArray): Omit<InContext, 'inTitleMarks' | 'beforeIssue' | 'dated'> {
  const groups: Groups = match.groups ?? {};
  const to = match.index + match[0].length;
  return {
    before: text.slice(Math.max(0, match.index - 40), match.index),
    after: text.slice(to, to + 28),
    prefix: groups['prefix'] ?? '',
    suffix: groups['suffix'] ?? groups['yearsSuffix'] ?? '',
    expression: (groups['b'] ?? groups['a'] ?? match[0]).trim(),
    shape: shapeOf(groups),
  };
}

function shapeOf(groups: Groups): InContext['shape'] {
  if (groups['every']) return 'every';
  if (groups['within']) return 'within';
  return groups['b'] || groups['years'] ? 'span' : 'point';
}

function pointsOf(groups: Groups, year: number | undefined): { first?: Point; last?: Point } {
  if (groups['years']) {
    const [from = 0, to = 0] = (groups['years'].match(/\d{4}/g) ?? []).map(Number);
    return { first: { year: from }, last: { year: to } };
  }
  if (!groups['a']) return {};
  const first = readPoint(groups['a'], year);
  if (!groups['b']) return { first, last: first };
  return { first, last: { ...(first.year !== undefined && { year: first.year }), ...readPoint(groups['b'], year) } };
}

/** A point without year lies in the year last spoken of, else in that of the paper. */
function completed(last: Point | undefined, first: Point | undefined, context: TimeContext): Point | undefined {
  if (!last || last.year !== undefined) return last;
  const year = first?.year ?? context.year;
  return year === undefined ? last : { ...last, year };
}
