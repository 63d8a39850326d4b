import type { Paper } from '../paper/paper.js';
import { outermostBrackets } from '../text/brackets.js';
import { fold } from '../text/fold.js';
import { rawOf, trimmed, type Line, type Span } from '../text/line.js';
import { linesOfFootnote } from '../text/lines.js';
import { keyOfLine } from '../text/order.js';
import { RAISED, raisedMark } from '../text/raised.js';
import { sentenceEnds } from '../text/sentences.js';
import { unitEvidence } from '../units/grammar.js';
import type { KnownName } from '../units/list.js';
import { explains } from './explains.js';
import type { FoundNote } from './find.js';
import { parseNote } from './grammar.js';
import { readsAsNote, type NoteLine } from './note-lines.js';
import type { Note } from './note.js';

/** A footnote and where the text refers to it. */
interface Reference {
  readonly at: number;
  readonly mark: string;
  readonly footnote: readonly Line[];
}

/** 「责任单位见脚注①」 says no more than where to look. */
const SEE = /(?:见|详见|参见)[^()。;]{0,6}(?:注|下文|文末)/;
/** The footnotes of a paper as notes of the sentences that refer to them. */
export class Footnotes {
  private readonly byLine = new Map<string, Reference[]>();
  /** Lines of footnotes that explain something. */
  readonly explaining: readonly Line[];

  constructor(
    paper: Paper,
    lines: readonly Line[],
    private readonly known: KnownName,
    noteLines: readonly NoteLine[] = [],
  ) {
    const footnotes = [
      ...(paper.footnotes ?? []).map(({ mark }, index) => ({
        mark: raisedMark(mark) ?? mark,
        lines: linesOfFootnote(paper, index),
      })),
      ...noteLines.map(({ mark, line }) => ({ mark, lines: [line] })),
    ];
    this.explaining = footnotes.flatMap((footnote) =>
      footnote.lines.filter(({ text }) => explains(withoutMark(text, footnote.mark))),
    );
    for (const mark of new Set(footnotes.map((footnote) => footnote.mark))) {
      const marked = footnotes.filter((footnote) => footnote.mark === mark);
      const places = placesOf(mark, lines);
      // On every page the marks may begin anew: the first place is that of the first footnote of this mark.
      for (const [index, { line, at }] of places.entries()) {
        const footnote = marked[Math.min(index, marked.length - 1)];
        if (footnote) this.refer(line, { at, mark, footnote: footnote.lines });
      }
    }
  }

  /** What the footnotes say that a stretch of a line refers to, each at the end of its sentence. */
  notesIn(span: Span): FoundNote[] {
    if (this.byLine.size === 0) return [];
    const references = this.byLine.get(keyOfLine(span.line)) ?? [];
    return references
      .filter(({ at }) => at >= span.from && at < span.to)
      .flatMap((reference) =>
        reference.footnote
          .filter((line) => !this.explaining.includes(line))
          .map((line) => this.noteOf(span, reference, line)),
      );
  }

  private noteOf(span: Span, { at, mark }: Reference, footnote: Line): FoundNote {
    const own = footnote.raw.length - withoutMark(footnote.raw, mark).length;
    const inner = trimmed({ line: footnote, from: own, to: footnote.raw.length });
    return { span: placeOf(span, at), inner, note: this.read(inner) };
  }

  /** Names count only where they are surely units: a footnote is no note before it is read as one. */
  private read(inner: Span): Note {
    const note = parseNote(rawOf(inner), inner.line.text.slice(inner.from, inner.to), this.known);
    const sure = note.units.every(({ name }) => this.known(name) || unitEvidence(name).strong);
    const said = { labelled: false, raw: rawOf(inner) };
    return sure && note.units.length + note.times.length + note.people.length + note.added.length > 0
      ? note
      : { ...note, units: [], added: [], people: [], form: 'no_units', times: [said] };
  }

  private refer(line: Line, reference: Reference): void {
    const key = keyOfLine(line);
    this.byLine.set(key, [...(this.byLine.get(key) ?? []), reference]);
  }
}

/** A bracket or sentence that only refers to the footnote is its place, else the end of the sentence. */
function placeOf({ line, from, to }: Span, at: number): Span {
  const bracket = outermostBrackets(line.text).find(({ open, close }) => open < at && at < close);
  if (bracket && SEE.test(line.text.slice(bracket.open, bracket.close)))
    return { line, from: bracket.open, to: bracket.close + 1 };
  const ends = sentenceEnds(line.text, from, to);
  const end = ends.find((each) => each > at) ?? to;
  const begin = ends.findLast((each) => each <= at) ?? from;
  const refers = SEE.test(line.text.slice(begin, at)) && end - begin < LONGEST_REFERENCE;
  return { line, from: refers ? begin : end, to: end };
}

const LONGEST_REFERENCE = 24;

/** Where a mark stands behind a word; at the start of a line or behind a full stop it numbers an item, unless it stands above the line. */
function placesOf(mark: string, lines: readonly Line[]): { line: Line; at: number }[] {
  if (mark === '' || /^\d+$/.test(mark)) return []; // a bare number stands everywhere
  const isRaised = ABOVE.test(mark);
  return lines.flatMap((line) => {
    const places: { line: Line; at: number }[] = [];
    for (let at = line.raw.indexOf(mark, 1); at > 0; at = line.raw.indexOf(mark, at + 1)) {
      if (isRaised ? isWhole(line, at, mark) : isBehindWord(line, at, mark)) places.push({ line, at });
    }
    return places;
  });
}

const ABOVE = new RegExp(`^[${RAISED}]+$`);

/** `¹` is no part of `¹²`. */
const isWhole = ({ raw }: Line, at: number, mark: string): boolean =>
  !ABOVE.test(raw[at - 1] ?? ' ') && !ABOVE.test(raw[at + mark.length] ?? ' ');

const isBehindWord = (line: Line, at: number, mark: string): boolean =>
  /[^。;:,!? ]/.test(line.text[at - 1] ?? ' ') ||
  SEE.test(line.text.slice(Math.max(0, at - 8), at)) ||
  endsWith(line, at, mark);

const endsWith = ({ raw }: Line, at: number, mark: string): boolean => raw.slice(at + mark.length).trim() === '';

/** A footnote may begin with its mark or not, above the line or on it. */
const withoutMark = (text: string, mark: string): string => {
  const bare = text.trimStart();
  if (bare.startsWith(mark)) return bare.slice(mark.length);
  const flat = /^(?:注 ?)?([([〔［（]?\d{1,3}[)\]〕］）]?) ?[.．、:：]? */.exec(bare);
  if (!flat || raisedMark(flat[1] ?? '') !== mark) return text;
  const rest = bare.slice(flat[0].length);
  return /\D$/.test(flat[0]) || readsAsNote(fold(rest)) ? rest : text; // 「1个平台」 begins with a number of its own
};
