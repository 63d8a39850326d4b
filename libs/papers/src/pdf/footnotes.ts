import { RAISED, raisedMark, type Footnote } from '#decomposition';
import { median } from './geometry.js';
import { joined } from './lines.js';
import type { TextLine } from './page.js';

/** Footnotes are set smaller than this of the text of their page. */
const SMALLER = 0.92;
const MARK = new RegExp(`^([${RAISED}]+|[([〔［]?\\d{1,2}[)\\]〕］]?)[.．、]? *`);
const REFERENCE = new RegExp(`(?<=.)[${RAISED}]+`, 'g');

/** Takes small lines at the foot of a page away that begin with a mark which its text refers to. */
export function takeFootnotes(lines: readonly TextLine[]): { lines: readonly TextLine[]; footnotes: Footnote[] } {
  const size = median(lines.map((line) => line.size));
  const foot = lines.slice(lines.findLastIndex((line) => line.size > size * SMALLER) + 1);
  const text = lines.slice(0, lines.length - foot.length);
  const referred = new Set(text.flatMap((line) => line.text.match(REFERENCE) ?? []));
  const footnotes: { mark: string; text: string; place: { page: number } }[] = [];
  for (const line of foot) {
    const begins = MARK.exec(line.text);
    const mark = raisedMark(begins?.[1] ?? '') ?? begins?.[1];
    const last = footnotes.at(-1);
    if (begins && mark !== undefined && referred.has(mark))
      footnotes.push({ mark, text: line.text.slice(begins[0].length), place: { page: line.page } });
    else if (last) last.text = joined(last.text, line.text);
    else return { lines, footnotes: [] };
  }
  return footnotes.length > 0 ? { lines: text, footnotes } : { lines, footnotes };
}
