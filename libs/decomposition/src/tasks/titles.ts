import { foldedOf, rawOf, trimmed, type Span } from '../text/line.js';
import { RAISED } from '../text/raised.js';
import { sentenceEnds } from '../text/sentences.js';

export interface Title {
  readonly title: string;
  /** Set where the title has a line of its own and is no part of the text. */
  readonly line?: Span;
}

export const LONGEST_TITLE = 60;

/**
 * The title of an item: its first line where that is no sentence; the sentence that opens its first line; else the first clause.
 */
export function titleOf(text: readonly Span[]): Title {
  const first = text[0] && trimmed(text[0]);
  if (!first) return { title: '' };
  const folded = foldedOf(first);
  const end = sentenceEnds(folded)[0] ?? folded.length;
  const whole = end >= folded.trimEnd().length;
  if (whole && text.length > 1 && folded.length <= LONGEST_TITLE && !/[。;]$/.test(folded)) {
    return {
      title: rawOf(first)
        .replace(MARKS, '')
        .replace(/[：:]$/, ''),
      line: first,
    };
  }
  if ((!whole || text.length > 1) && end <= LONGEST_TITLE) return { title: withoutStop(rawOf(first).slice(0, end)) };
  const clause = folded.search(/[,;。:]/);
  return { title: withoutStop(clause > 0 ? rawOf(first).slice(0, clause) : rawOf(first)) };
}

const MARKS = new RegExp(`[${RAISED}]+`, 'g');

export const withoutStop = (text: string): string =>
  text
    .replace(MARKS, '')
    .trim()
    .replace(/^[一二三四五六七八九十]{1,3}是(?=.{4})/, '')
    .replace(/[。．.；;：:！!]$/, '');

/** The title of a section: what stands behind its number, without its note. */
export function headingText(head: Span, noteFrom = head.to): string {
  return withoutStop(rawOf(trimmed({ ...head, to: noteFrom })));
}
