import { outermostBrackets } from './brackets.js';
import { RAISED } from './raised.js';

/** What still belongs to a sentence behind its last sign: a mark of closing, and that of a footnote. */
const CLOSING = new RegExp(`[”"》${RAISED}]`);

/** Ends of the sentences of folded text between `from` and `to`, each behind its last sign; the last is always `to`. */
export function sentenceEnds(text: string, from = 0, to = text.length): number[] {
  const ends: number[] = [];
  const brackets = outermostBrackets(text.slice(from, to));
  let next = 0;
  for (let at = from; at < to; at++) {
    const bracket = brackets[next];
    if (bracket && at === from + bracket.open) {
      at = from + bracket.close;
      next++;
    } else if (endsSentence(text, at)) {
      while (at + 1 < to && CLOSING.test(text[at + 1] ?? ' ')) at++;
      ends.push(at + 1);
    }
  }
  if (ends.at(-1) !== to && text.slice(ends.at(-1) ?? from, to).trim() !== '') ends.push(to);
  else if (ends.length > 0) ends[ends.length - 1] = to;
  return ends;
}

const [STOP = 0, EXCLAMATION = 0, QUESTION = 0, POINT = 0] = Array.from('。!?.', (sign) => sign.charCodeAt(0));

/** A full stop of the Latin kind ends a sentence only among Chinese characters: `2.0`, `No.1` and the number of an item are none. */
export function endsSentence(text: string, at: number): boolean {
  const sign = text.charCodeAt(at);
  if (sign === STOP || sign === EXCLAMATION || sign === QUESTION) return true;
  return sign === POINT && /[\p{Script=Han}”)%]/u.test(text[at - 1] ?? '') && !/[\d.]/.test(text[at + 1] ?? '');
}
