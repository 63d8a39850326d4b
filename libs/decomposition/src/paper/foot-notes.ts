import { readsAsNote } from '../notes/note-lines.js';
import { fold } from '../text/fold.js';
import { raisedMark } from '../text/raised.js';
import type { Footnote } from './paper.js';

/** A line at the foot of a page that begins with a bare number. */
const FOOT = /^\s*(?:注 ?)?([([〔［（]?(\d{1,2})[)\]〕］）]?) ?[.．、:：]?\s*/;
/** A bare number that ends a line behind a word; behind these words it is a number of the text. */
const AT_END = /(?<=[\p{Script=Han}”"》）)])(\d{1,2})(?=[。，；、]?\s*$)/u;
const COUNTS = /[第约共达到至为于超近各前后每满足量率比增减占共有个余和与或]$/;

/**
 * Footnotes of text whose marks lost their height: a bare number at the end of a line, and at the foot of the same page a line
 * that begins with it and reads as a note. Anything less is a number of the text. Changes `page` to the lines that are left.
 */
export function takeFootnotes(page: string[]): Footnote[] {
  const footnotes: Footnote[] = [];
  for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
    const foot = FOOT.exec(last);
    const mark = raisedMark(foot?.[2] ?? '');
    if (!foot || mark === undefined || !readsAsNote(fold(last.slice(foot[0].length)))) break;
    const at = page.slice(0, -1).findLastIndex((line) => numberAtEnd(line) === foot[2]);
    if (at < 0) break;
    page.pop();
    page[at] = (page[at] ?? '').replace(AT_END, mark);
    footnotes.unshift({ mark, text: last.slice(foot[0].length).trim() });
  }
  return footnotes;
}

function numberAtEnd(line: string): string | undefined {
  const match = AT_END.exec(line);
  return match && !COUNTS.test(line.slice(0, match.index)) ? match[1] : undefined;
}
