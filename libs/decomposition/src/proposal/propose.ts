import { indicatorsIn, measureOf, targetIndicator, type Indicator } from '../indicators/indicators.js';
import { fold } from '../text/fold.js';
import { rawOf, type Span } from '../text/line.js';
import { RAISED } from '../text/raised.js';
import type { Draft, Origin } from '../tasks/draft.js';
import { timesOf } from '../tasks/deadline-of.js';
import type { PaperRules } from '../tasks/paper-rules.js';
import { carriedBy, type CarriedBy } from '../tasks/units-of.js';
import type { TimeContext } from '../times/times.js';
import type { KnownName } from '../units/list.js';
import type { MatchedBy, UnitResolver } from '../units/resolve.js';
import type { ProposedTask, ProposedUnit } from './proposal.js';
import { field, type FieldReason } from './reasons.js';

/** What the tasks of one paper share. */
export interface PaperFacts {
  readonly rules: PaperRules;
  readonly times: TimeContext;
  readonly known: KnownName;
  readonly resolver: UnitResolver;
  readonly keyOf: (draft: Draft) => string;
  readonly numberOf: (draft: Draft) => string;
  readonly sentencesOf: (key: string) => readonly number[];
}

const TEXT_REASON: Readonly<Record<Origin, FieldReason>> = {
  note: 'closed-by-note',
  'lifted-note': 'note-behind-last-item',
  'heading-note': 'units-in-heading',
  'unit-heading': 'heading-is-unit',
  'no-note': 'item-without-note',
  'table-row': 'table-row',
};

/** Ways to find a unit that a person should look at once more. */
const GUESSABLE: ReadonlySet<MatchedBy> = new Set(['former-name', 'without-level', 'abbreviation']);

/** Reads units, times and indicators of a draft. */
export function propose(draft: Draft, facts: PaperFacts): ProposedTask {
  const raw = textOf(draft.text);
  const folded = fold(raw);
  const carried = carriedBy(draft, facts.rules, raw, folded, facts.known);
  const units = unitsOf(carried, facts.resolver);
  const { deadline, times } = timesOf(draft, { text: raw, folded }, facts.times);
  const key = facts.keyOf(draft);
  return {
    key,
    no: facts.numberOf(draft),
    kind: draft.kind,
    ...(draft.parent && { parent: facts.keyOf(draft.parent) }),
    section: draft.section,
    subsection: draft.subsection,
    domain: draft.domain,
    ...(draft.upper !== '' && { upper: draft.upper }),
    title: draft.title,
    text: field(raw, [TEXT_REASON[draft.origin]]),
    note: noteText(draft),
    form: carried.form,
    units: field(units, [...carried.unitReasons, ...registerReasons(units)]),
    lead: field(
      units.filter(({ role }) => role === 'lead').map(({ name }) => name),
      carried.leadReasons,
    ),
    deadline,
    times,
    indicators: indicatorsOf(draft, folded),
    people: [...draft.notes, ...draft.columnNotes].flatMap(({ note }) => note.people),
    sentences: facts.sentencesOf(key),
  };
}

const textOf = (spans: readonly Span[]): string => spans.map((span) => rawOf(span).trim()).join('');

function noteText({ notes, columnNotes }: Draft): string {
  return [
    ...notes.map(({ inner }) => rawOf(inner).trim()),
    ...columnNotes.filter(({ note }) => note.units.length > 0).map(({ raw }) => raw),
  ].join('；');
}

function unitsOf({ units, added }: CarriedBy, resolver: UnitResolver): ProposedUnit[] {
  const own = units.map((unit) => ({ ...unit, addedByRule: false }));
  const others = added.map((unit) => ({ ...unit, role: 'responsible' as const, addedByRule: true }));
  return [...own, ...others].map((unit) => ({
    name: unit.raw,
    ...(unit.reading && { reading: unit.reading }),
    role: unit.role,
    group: unit.group,
    addedByRule: unit.addedByRule,
    resolution: resolver.resolve(unit),
  }));
}

function registerReasons(units: readonly ProposedUnit[]): FieldReason[] {
  const reasons: FieldReason[] = [];
  if (units.some(({ resolution }) => resolution.state === 'open')) reasons.push('unknown-to-register');
  if (units.some(({ resolution }) => resolution.state === 'unit' && GUESSABLE.has(resolution.by)))
    reasons.push('matched-by-guessable-form');
  if (units.some(({ resolution }) => resolution.state !== 'open' && resolution.by === 'place-of-issuer'))
    reasons.push('meant-by-issuer');
  return reasons;
}

/** 「10¹个」 with the mark of a footnote is ten. */
const MARKS = new RegExp(`[${RAISED}]+`, 'g');

function indicatorsOf(draft: Draft, folded: string): Indicator[] {
  return [...goalsOf(draft, folded), ...draft.beside.flatMap((cell) => indicatorsIn(fold(cell)))];
}

/** A cell of targets that names none, or says until when: 「—」, 「6月底前印发」. */
const NO_AMOUNT = /^ *(?:[-/]*$|\d{1,2} ?月[^\d]*$)/;

function goalsOf({ targets, title, text, kind }: Draft, folded: string): Indicator[] {
  const goals = targets.filter(({ isBase, raw }) => !isBase && !NO_AMOUNT.test(fold(raw)));
  if (targets.every(({ isBase }) => isBase)) return indicatorsIn(folded.replace(MARKS, ''));
  const name = kind === 'indicator' ? textOf(text) : title;
  return goals.flatMap(({ raw, measure }) => {
    const several = indicatorsIn(fold(raw)); // 「新建供水站12处，普及率达到96%」
    return several.length > 1
      ? several
      : [{ ...targetIndicator(fold(name), fold(raw), fold(measure) || measureOf(fold(name))), raw }];
  });
}
