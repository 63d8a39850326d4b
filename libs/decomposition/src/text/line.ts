/** One line of a paragraph or of a cell, and where it stands in the paper. */
export interface Line {
  /** Index of the block in the paper. */
  readonly block: number;
  /** Of a cell: its row and its place among the cells of that row. */
  readonly cell?: { readonly row: number; readonly index: number };
  /** Of the line's first character in the text of the paragraph or cell. */
  readonly offset: number;
  readonly raw: string;
  /** `raw` folded; the same length. */
  readonly text: string;
  /** The automatic number that stands before the line, folded; empty when there is none. */
  readonly numbering: string;
  readonly headingLevel?: number;
}

/** Part of a line. */
export interface Span {
  readonly line: Line;
  readonly from: number;
  readonly to: number;
}

export function foldedOf({ line, from, to }: Span): string {
  return line.text.slice(from, to);
}

export function rawOf({ line, from, to }: Span): string {
  return line.raw.slice(from, to);
}

/** The span without the spaces at its ends. */
export function trimmed({ line, from, to }: Span): Span {
  while (from < to && line.text[from] === ' ') from++;
  while (to > from && line.text[to - 1] === ' ') to--;
  return { line, from, to };
}
