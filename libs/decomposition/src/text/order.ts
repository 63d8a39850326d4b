import type { Line } from './line.js';

/** Where something stands in a paper: its block, its cell (0 in a paragraph), and its offset there. */
export interface TextPlace {
  readonly block: number;
  readonly row: number;
  readonly index: number;
  readonly offset: number;
}

/** Before whatever stands in a paper. */
export const BEFORE_ALL: TextPlace = { block: -1, row: 0, index: 0, offset: 0 };

/** Where the sign `at` of a line stands. */
export function placeIn({ block, cell, offset }: Line, at = 0): TextPlace {
  return { block, row: cell ? cell.row + 1 : 0, index: cell?.index ?? 0, offset: offset + at };
}

/** The order of reading: negative where `a` stands before `b`. Compared part by part: one number for all of them is exact for small papers alone. */
export function comparePlaces(a: TextPlace, b: TextPlace): number {
  return a.block - b.block || a.row - b.row || a.index - b.index || a.offset - b.offset;
}

/** Tells one line of a paper from every other: lines of cells are made anew whenever a cell is read. */
export function keyOfLine({ block, cell, offset }: Line): string {
  return cell ? `${block}/${cell.row}/${cell.index}/${offset}` : `${block}/${offset}`;
}
