import { outermostBrackets } from '../text/brackets.js';
import { foldedOf, rawOf, type Span } from '../text/line.js';
import { RAISED } from '../text/raised.js';
import { endsSentence, sentenceEnds } from '../text/sentences.js';
import { timesIn } from '../times/times.js';
import { unitEvidence, type UnitEvidence } from '../units/grammar.js';
import type { KnownName } from '../units/list.js';
import { parseNote } from './grammar.js';
import type { Note } from './note.js';
import { labelAt } from './tokens.js';

/** A note and where it stands, brackets included. */
export interface FoundNote {
  readonly span: Span;
  /** The note without its brackets. */
  readonly inner: Span;
  readonly note: Note;
}

/** Longer than any list of units that was seen, several times over. */
const LONGEST = 1_500;

/** The responsibility notes of a stretch of a line, in order. `startsItem` tells that a number stands before it. */
export function notesIn(span: Span, known: KnownName, startsItem = false): FoundNote[] {
  const bracketed = bracketedNotes(span, known);
  const labelled = labelledNotes(span, bracketed, known);
  const found = [...bracketed, ...labelled].sort((a, b) => a.span.from - b.span.from);
  if (found.length > 0 || startsItem) return found;
  const whole = wholeLineNote(span, known);
  return whole ? [whole] : [];
}

function bracketedNotes({ line, from, to }: Span, known: KnownName): FoundNote[] {
  const found: FoundNote[] = [];
  for (const { open, close } of outermostBrackets(line.text.slice(from, to))) {
    const inner: Span = { line, from: from + open + 1, to: from + close };
    const place = placeOf(line.text, from + open, from + close + 1, from, to);
    if (!place || close - open > LONGEST || close - open < 3) continue;
    const note = parseNote(line.raw.slice(inner.from, inner.to), line.text.slice(inner.from, inner.to), known);
    if (isNote(note, place, known))
      found.push({ span: { line, from: from + open, to: from + close + 1 }, inner, note });
  }
  return found;
}

const MARKS_AT_END = new RegExp(`[ ${RAISED}]+$`);

type Place = 'behind-sentence' | 'before-end';

/** A note closes a sentence: it stands behind the full stop or before it. Anything else explains a word. */
function placeOf(text: string, open: number, end: number, from: number, to: number): Place | undefined {
  const before = text.slice(from, open).replace(MARKS_AT_END, '');
  const last = from + before.length - 1;
  if (before === '' || endsSentence(text, last) || /[;)”]$/.test(before)) return 'behind-sentence';
  const after = text.slice(end, to).trimStart();
  return after === '' ||
    /^(?:[。;!(]|[一二三四五六七八九十]{1,3}是)/.test(after) ||
    (after.startsWith('.') && !/^\.\d/.test(after))
    ? 'before-end'
    : undefined;
}

function isNote(note: Note, place: Place, known: KnownName): boolean {
  const { units, form, firstIsLead, added, times, people } = note;
  if (units.length === 0) {
    return (
      firstIsLead ||
      added.length > 0 ||
      people.length > 0 ||
      times.some(({ raw, labelled }) => labelled || isLimit(raw))
    );
  }
  const evidence = units.map(({ name }) =>
    known(name) ? { possible: true, strong: true, weak: true } : unitEvidence(name),
  );
  if (form === 'labelled_fields') return true;
  if (form !== 'bare_list_no_keyword') {
    return (
      evidence.every(({ possible }) => possible) && (place === 'behind-sentence' || evidence.some(({ weak }) => weak))
    );
  }
  return isBareNote(units, evidence, place);
}

/** Names in a bracket and nothing else. */
function isBareNote(units: Note['units'], evidence: readonly UnitEvidence[], place: Place): boolean {
  if (place === 'behind-sentence' && areInnerOffices(units)) return true;
  const enough =
    place === 'behind-sentence' ? evidence.some(({ strong }) => strong) : evidence.every(({ strong }) => strong);
  return enough && evidence.every(({ weak }) => weak) && (place === 'behind-sentence' || units.length > 1);
}

/** Offices inside a department: behind a full stop they are no explanation. */
const INNER_OFFICE = /^[\p{Script=Han}()]{2,14}(?:处|科|室|股|司)$/u;
const BESIDE_OFFICES = /(?:处|科|室|股|司|中心|大队|所|站)$/;

function areInnerOffices(units: Note['units']): boolean {
  const sure = units.some(({ name }) => INNER_OFFICE.test(name) && (units.length > 1 || name.length > 4));
  return sure && units.every(({ name }) => BESIDE_OFFICES.test(name) && unitEvidence(name).possible);
}

const isLimit = (raw: string): boolean => timesIn(raw, {}).some(({ kind }) => kind === 'deadline');

/** 「责任单位：……」 without brackets, at the start of the line, of a sentence or of a clause, up to the end of the line. */
function labelledNotes(span: Span, bracketed: readonly FoundNote[], known: KnownName): FoundNote[] {
  const { line, from, to } = span;
  const text = line.text.slice(0, to);
  for (const at of clauseStarts(line.text, from, to)) {
    const begin = behindBullet(line.text, at, to);
    const inBracket = bracketed.some((each) => begin > each.span.from && begin < each.span.to);
    if (inBracket || !labelAt(text, begin, true)) continue;
    const inner: Span = { line, from: begin, to };
    const note = parseNote(line.raw.slice(begin, to), line.text.slice(begin, to), known);
    return note.units.length + note.times.length + note.people.length > 0
      ? [{ span: { line, from: at, to }, inner, note }]
      : [];
  }
  return [];
}

function behindBullet(text: string, at: number, to: number): number {
  while (at < to && ' -*·■◆●▲★'.includes(text[at] ?? '')) at++;
  return at;
}

function clauseStarts(text: string, from: number, to: number): number[] {
  const starts = [from, ...sentenceEnds(text, from, to)];
  for (let at = from; at < to; at++) if (text[at] === ',' || text[at] === ';') starts.push(at + 1);
  return starts.sort((a, b) => a - b);
}

/** 「省教育厅牵头，省财政厅配合。」 as a paragraph of its own: every word of it must be a unit or a verb of notes. */
function wholeLineNote({ line, from, to }: Span, known: KnownName): FoundNote | undefined {
  if (to - from > 300) return undefined;
  const note = parseNote(line.raw.slice(from, to), line.text.slice(from, to), known);
  const verbal = note.units.length > 0 && note.form !== 'bare_list_no_keyword' && note.form !== 'labelled_fields';
  const sure = note.units.every(({ name }) => known(name) || unitEvidence(name).strong);
  const text = line.text
    .slice(from, to)
    .trim()
    .replace(/[。;.]$/, '');
  const closed = /(?:负责|落实|实施|配合|协办|牵头|参与|协助|推进|下同)$/.test(text);
  return verbal && sure && closed && !/[。;!?].*[。;!?]/.test(text)
    ? { span: { line, from, to }, inner: { line, from, to }, note }
    : undefined;
}

/** A line that goes on with the list of the labelled line above: 「责任单位：A、」 and below it 「B」. */
export function continuedNote(span: Span, above: FoundNote | undefined, known: KnownName): FoundNote | undefined {
  const role = above?.note.units.at(-1)?.role;
  if (!above || !role || above.note.form !== 'labelled_fields' || !/[、,;] *$/.test(foldedOf(above.inner)))
    return undefined;
  const note = parseNote(rawOf(span), foldedOf(span), known, role);
  const sure = note.units.length > 0 && note.units.every(({ name }) => known(name) || unitEvidence(name).strong);
  return sure ? { span, inner: span, note } : undefined;
}
