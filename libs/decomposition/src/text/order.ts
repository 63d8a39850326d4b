import type { Line } from './line.js';

/** Where a line stands, comparable: block, row and offset. */
export function placeValue({ block, cell, offset }: Line, at = 0): number {
  return block * 1e9 + (cell ? (cell.row + 1) * 1e5 + cell.index * 1e3 : 0) + Math.min(offset + at, 999_999_999) / 1e3;
}
