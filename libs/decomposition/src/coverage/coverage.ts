import type { Sentence, SentenceState } from '../proposal/proposal.js';
import { markerAt } from '../outline/markers.js';
import { fold } from '../text/fold.js';
import type { Line } from '../text/line.js';
import { keyOfLine } from '../text/order.js';
import { RAISED } from '../text/raised.js';
import { sentenceEnds } from '../text/sentences.js';
import type { Mark } from '../tasks/collector.js';
import type { Draft } from '../tasks/draft.js';

/**
 * Every sentence of `lines` with its state. A line is cut at its full stops and where one mark ends and another begins, so that
 * each piece has one state; a piece that no mark covers is open.
 */
export function coverageOf(lines: readonly Line[], marks: readonly Mark[], keyOf: (task: Draft) => string): Sentence[] {
  const marksOfLine = new Map<string, Mark[]>();
  for (const mark of marks) {
    const key = keyOfLine(mark.span.line);
    const known = marksOfLine.get(key);
    if (known) known.push(mark);
    else marksOfLine.set(key, [mark]);
  }
  const sentences: Sentence[] = [];
  for (const line of lines) {
    for (const piece of piecesOf(line, marksOfLine.get(keyOfLine(line)) ?? [], keyOf)) {
      sentences.push({ id: sentences.length, ...piece });
    }
  }
  return sentences;
}

type Piece = Sentence extends infer S ? (S extends Sentence ? Omit<S, 'id'> : never) : never;

function piecesOf(line: Line, marks: readonly Mark[], keyOf: (task: Draft) => string): Piece[] {
  const bounds = new Set([...sentenceEnds(line.text), ...marks.flatMap(({ span }) => [span.from, span.to])]);
  bounds.delete(0);
  const pieces: Piece[] = [];
  let from = 0;
  for (const to of [...bounds].sort((a, b) => a - b)) {
    const text = line.raw.slice(from, to).trim();
    if (/[\p{L}\p{N}]/u.test(text)) pieces.push(pieceOf(line, from, to, text, marks, keyOf));
    from = to;
  }
  return joined(pieces, line);
}

function pieceOf(
  line: Line,
  from: number,
  to: number,
  text: string,
  marks: readonly Mark[],
  keyOf: (task: Draft) => string,
): Piece {
  const covering = marks.filter(({ span }) => span.from < to && span.to > from);
  const place = {
    block: line.block,
    ...(line.cell && { cell: line.cell }),
    from: line.offset + from,
    to: line.offset + to,
  };
  return { text, place, ...stateOf(covering, keyOf) };
}

function stateOf(marks: readonly Mark[], keyOf: (task: Draft) => string): SentenceState {
  const tasks = new Set(marks.flatMap(({ state }) => ('task' in state ? [keyOf(state.task)] : [])));
  if (tasks.size > 0) return { state: 'task', tasks: [...tasks] };
  for (const { state } of marks) if ('reason' in state) return { state: 'not-actionable', reason: state.reason };
  return { state: 'open' };
}

/** The number before an item is no sentence: it goes with what follows it. */
function joined(pieces: readonly Piece[], line: Line): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const before = result.at(-1);
    if (before && isNumber(before.text)) {
      const place = { ...piece.place, from: before.place.from };
      const text = line.raw.slice(place.from - line.offset, place.to - line.offset).trim();
      result[result.length - 1] = { ...piece, place, text };
    } else result.push(piece);
  }
  return result;
}

/** The mark that a footnote begins with counts as its number. */
const NOTE_MARK = new RegExp(`^(?:注 ?\\(?\\d{1,3}\\)?[.、:]?|[${RAISED}]+)$`);

const LONGEST_NUMBER = 16;

const isNumber = (text: string): boolean => {
  if (text.length > LONGEST_NUMBER) return false;
  const folded = fold(text);
  return NOTE_MARK.test(folded) || (markerAt(`${folded}项`)?.length ?? 0) >= folded.length;
};
