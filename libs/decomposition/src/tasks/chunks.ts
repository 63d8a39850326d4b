import { continuedNote, notesIn, type FoundNote } from '../notes/find.js';
import type { Footnotes } from '../notes/footnotes.js';
import { foldedOf, trimmed, type Span } from '../text/line.js';
import { sentenceEnds } from '../text/sentences.js';
import type { KnownName } from '../units/list.js';
import { speaksOfAll } from './closing.js';

/** A stretch of text and the notes that close it; without notes it is what is left over. */
export interface Chunk {
  readonly text: Span[];
  readonly notes: FoundNote[];
}

const names = ({ note }: FoundNote): boolean => note.units.length > 0;
export const isNoted = ({ notes }: Chunk): boolean => notes.some(names);

/** Cuts the text of an item behind every note: one number may hold several tasks. Notes side by side are one. */
export function chunksOf(spans: readonly Span[], known: KnownName, numbered: boolean, footnotes: Footnotes): Chunk[] {
  const chunks: Chunk[] = [];
  let current: Chunk = { text: [], notes: [] };
  const addText = (span: Span): void => {
    if (!/[\p{Script=Han}\dA-Za-z]/u.test(foldedOf(span))) return;
    if (isNoted(current)) {
      chunks.push(current);
      current = { text: [], notes: [] };
    }
    current.text.push(trimmed(span));
  };
  for (const [index, span] of spans.entries()) {
    const continued = continuedNote(span, current.notes.at(-1), known);
    let from = span.from;
    const notes = continued ? [continued] : notesIn(span, known, numbered && index === 0);
    for (const found of withFootnotes(notes, footnotes.notesIn(span))) {
      addText({ line: span.line, from, to: found.span.from });
      current.notes.push(found);
      from = found.span.to;
    }
    addText({ line: span.line, from, to: span.to });
  }
  if (current.text.length + current.notes.length > 0) chunks.push(current);
  return withHeadingNote(chunks);
}

/** A bracket that only says which footnote names the units is no note of its own. */
function withFootnotes(notes: readonly FoundNote[], below: readonly FoundNote[]): FoundNote[] {
  const own = notes.filter(
    ({ span }) => !below.some((footnote) => footnote.span.from < span.to && footnote.span.to > span.from),
  );
  return [...own, ...below].sort((a, b) => a.span.from - b.span.from);
}

/** 「（一）标题（A负责）」 names the units of what follows it. */
function withHeadingNote(chunks: Chunk[]): Chunk[] {
  const [first, second] = chunks;
  if (
    chunks.length !== 2 ||
    !first ||
    !second ||
    isNoted(second) ||
    !isTitle(first.text) ||
    isLeadIn(second) ||
    isForAll(second)
  )
    return chunks;
  return [{ text: [...first.text, ...second.text], notes: [...first.notes, ...second.notes] }];
}

const isForAll = ({ text: [first] }: Chunk): boolean => first !== undefined && speaksOfAll(foldedOf(first));

/** 「具体举措：」 leads to the items below it. */
export function isLeadIn({ text }: Chunk): boolean {
  const last = text.at(-1);
  return text.length === 1 && last !== undefined && foldedOf(last).trimEnd().endsWith(':');
}

/** Whether this is no more than a title: one line without a full stop inside. */
export function isTitle(text: readonly Span[]): boolean {
  const [only] = text;
  return text.length === 1 && only !== undefined && isShortLine(only);
}

function isShortLine(span: Span): boolean {
  return span.to - span.from <= 60 && sentenceEnds(span.line.text, span.from, span.to).length <= 1;
}
