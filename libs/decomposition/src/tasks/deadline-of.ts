import { CONTINUING } from '../notes/vocabulary.js';
import type { Deadline, ProposedTime } from '../proposal/proposal.js';
import { field, type Field, type FieldReason } from '../proposal/reasons.js';
import { fold } from '../text/fold.js';
import { rawOf } from '../text/line.js';
import { sentenceEnds } from '../text/sentences.js';
import { timesIn, type TimeContext, type TimeMention } from '../times/times.js';
import type { Relative } from '../times/relative.js';
import type { Draft } from './draft.js';

/** Kinds that limit a task when its text speaks of them; a field 完成时限 makes a limit of any date. */
const LIMITS = new Set(['deadline', 'window']);
const LIMITS_IN_FIELD = new Set(['deadline', 'window', 'mention', 'recurring', 'past', 'base', 'within']);

interface Limit {
  readonly raw: string;
  readonly time?: TimeMention;
  /** The sentence that it limits. */
  readonly text: string;
}

/** What was found of the limits of a task. */
interface Found {
  readonly limits: readonly Limit[];
  /** Limits in the text that are counted from the paper. */
  readonly stages: readonly Limit[];
  readonly inField: boolean;
  readonly continuing: boolean;
  /** Whether the task speaks of a day that no calendar has. */
  readonly impossible: boolean;
  readonly recurring: boolean;
  readonly holidaysKnown: boolean;
}

export interface TimesOfTask {
  readonly deadline: Field<Deadline>;
  readonly times: readonly ProposedTime[];
}

export function timesOf(draft: Draft, ownText: Omit<ReadText, 'times'>, context: TimeContext): TimesOfTask {
  const notes = [...draft.notes.map(({ note }) => note), ...draft.columnNotes.map(({ note }) => note)];
  const said = notes.flatMap(({ times }) => times);
  const fields = said.filter(({ labelled }) => labelled).map((time) => time.raw);
  const own = { ...ownText, times: timesIn(ownText.folded, context) };
  const title = draft.titleLine ? [readText(rawOf(draft.titleLine), context)] : []; // no part of the text, and may say until when
  const read = [...title, own, ...said.filter(({ labelled }) => !labelled).map((time) => readText(time.raw, context))];
  const inFields = fields.map((text) => readText(text, context));
  const mentions = [...read, ...inFields].flatMap(proposedTimes);
  const yearly = yearlyTargets(draft);
  if (yearly.length > 0) return { deadline: fromHeads(yearly, context), times: mentions };
  const found: Found = {
    limits: fields.length > 0 ? inFields.flatMap(limitsInField) : read.flatMap((text) => limitsInText(text, isLimit)),
    stages: read.flatMap((text) => limitsInText(text, isCountedFromPaper)),
    inField: fields.length > 0,
    continuing: [...fields, ...said.map((time) => time.raw), lastClauseOf(ownText.folded)].some((text) =>
      isContinuing(text),
    ),
    impossible: mentions.some((time) => time.impossible),
    recurring: mentions.some(({ kind }) => kind === 'recurring'),
    holidaysKnown: context.workingDays !== undefined,
  };
  return { deadline: field(valueOf(found), reasonsOf(found)), times: mentions };
}

/** 「落实优惠政策，持续推进。」 */
const lastClauseOf = (folded: string): string => /[,;。]([^,;。]{2,12})[。;]?$/.exec(folded.trimEnd())?.[1] ?? '.';

const isContinuing = (text: string): boolean =>
  CONTINUING.test(
    fold(text)
      .trim()
      .replace(/[。.]$/, ''),
  );

/** A text and the times that it speaks of, read once for all that is asked of them. */
interface ReadText {
  readonly text: string;
  readonly folded: string;
  readonly times: readonly TimeMention[];
}

function readText(text: string, context: TimeContext): ReadText {
  const folded = fold(text);
  return { text, folded, times: timesIn(folded, context) };
}

function proposedTimes({ text, times }: ReadText): ProposedTime[] {
  return times.map(({ from, to, ...time }) => ({ raw: text.slice(from, to).trim(), ...time }));
}

const isLimit = ({ kind }: TimeMention): boolean => LIMITS.has(kind);

/** Counted from the paper itself, a limit in the text is one step of the task; its deadline stays open. */
const isCountedFromPaper = ({ relative }: TimeMention): boolean =>
  relative?.from === 'issue' || relative?.from === 'receipt' || relative?.from === 'date';

function limitsInText({ text, folded, times }: ReadText, wanted: (time: TimeMention) => boolean): Limit[] {
  const limits = times.filter(wanted);
  if (limits.length === 0) return [];
  const ends = sentenceEnds(folded);
  return limits.map((time) => ({
    raw: text.slice(time.from, time.to).trim(),
    time,
    text: sentenceAround(text, ends, time.from),
  }));
}

function sentenceAround(text: string, ends: readonly number[], at: number): string {
  const index = ends.findIndex((end) => end > at);
  return text.slice(index > 0 ? ends[index - 1] : 0, ends[index]).trim();
}

function limitsInField({ text, times: all }: ReadText): Limit[] {
  const times = all.filter(({ kind }) => LIMITS_IN_FIELD.has(kind));
  if (times.length > 0)
    return times.map((time) => ({ raw: text.slice(time.from, time.to).trim(), time, text: text.trim() }));
  const plain = text.trim().replace(/[。.；;，,]+$/, '');
  return plain === '' || isContinuing(plain) ? [] : [{ raw: plain, text: plain }];
}

/** The year in the head of a column and what is aimed at in it; 「—」 aims at nothing. */
interface YearlyTarget {
  readonly year: string;
  readonly raw: string;
}

const yearlyTargets = ({ targets }: Draft): YearlyTarget[] =>
  targets
    .filter(({ isBase, raw }) => !isBase && !/^ *[-/]* *$/.test(fold(raw)))
    .flatMap(({ head, raw }) => (/\d{4} ?年/.exec(head) ?? []).map((year) => ({ year, raw })));

/** 「6月底前印发」 below 「2026年目标」 is due in June. */
function fromHeads(targets: readonly YearlyTarget[], context: TimeContext): Field<Deadline> {
  const limits = targets.map(({ year, raw }): Limit => {
    const inCell = timesIn(fold(`${year}${raw}`), context).find(isLimit);
    const time = inCell && /^ *\d{1,2} ?月/.test(fold(raw)) ? inCell : timesIn(`到${year}`, context)[0];
    return { raw: year, ...(time && { time }), text: raw };
  });
  return field(valueOf({ limits, stages: [], continuing: false }), ['column-head']);
}

function valueOf({ limits, stages, continuing }: Pick<Found, 'limits' | 'stages' | 'continuing'>): Deadline {
  const distinct = distinctOf(limits);
  const steps = distinctOf([...stages, ...limits]);
  const dues = distinct.flatMap(({ time }) => (time?.due && !time.impossible ? [time.due] : []));
  const due = dues.sort().at(-1);
  return {
    raw: distinct.map(({ raw }) => raw).join('；'),
    ...(due && { due }),
    continuing: continuing && distinct.length === 0,
    milestones:
      steps.length < 2 && stages.length === 0
        ? []
        : steps.map(({ raw, time, text }) => ({ raw, ...(time?.due && { due: time.due }), text })),
  };
}

const distinctOf = (limits: readonly Limit[]): Limit[] =>
  limits.filter(({ raw }, index) => limits.findIndex((each) => each.raw === raw) === index);

function reasonsOf(found: Found): FieldReason[] {
  const { limits, stages, impossible, recurring, holidaysKnown } = found;
  const own = limitReasons(found);
  return [
    ...own,
    ...(impossible && !own.includes('impossible-date') ? (['impossible-date-in-text'] as const) : []),
    ...(recurring ? (['recurring-duty'] as const) : []),
    ...[...limits, ...stages].flatMap(({ time }) => (time ? relativeReasons(time, holidaysKnown) : [])),
  ];
}

const COUNTED_FROM: Readonly<Record<Relative['from'], FieldReason>> = {
  issue: 'counted-from-issue',
  date: 'counted-from-date',
  receipt: 'counted-from-receipt',
  event: 'counted-from-event',
};

function relativeReasons({ relative, due }: TimeMention, holidaysKnown: boolean): FieldReason[] {
  if (!relative) return [];
  if (relative.from === 'issue' && due === undefined) return ['paper-without-date'];
  const byWeek = relative.unit === 'working-day' && due !== undefined && !holidaysKnown;
  return [COUNTED_FROM[relative.from], ...(byWeek ? (['working-days-by-week'] as const) : [])];
}

function limitReasons({ limits, inField, continuing }: Found): FieldReason[] {
  if (limits.length === 0) return [continuing ? 'continuing' : 'no-date'];
  const reasons: FieldReason[] = [];
  if (inField) reasons.push('field-of-note');
  else reasons.push(limits.length > 1 ? 'several-dates-in-text' : 'one-date-in-text');
  if (limits.some(({ time }) => time?.impossible)) reasons.push('impossible-date');
  if (limits.some(({ time }) => !time)) reasons.push('not-a-date');
  if (
    limits.some(
      ({ raw, time }) =>
        time?.due && !time.relative && !/\d{4}|[〇零一二三四五六七八九]{4}年|十[三四五六七]五/.test(fold(raw)),
    )
  )
    reasons.push('year-of-paper');
  return reasons;
}
