/**
 * A paper as its reader hands it over: what stands where, without any understanding. Readers of formats (.docx, .pdf, …) make
 * it; everything in this library starts from it. Texts are verbatim: folding of widths and radicals is done later, and offsets
 * into these texts are how a sentence is found again.
 */
export interface Paper {
  readonly blocks: readonly Block[];
  readonly footnotes?: readonly Footnote[];
}

export type Block = Paragraph | Table;

/** Where the block stands in the file, for people. */
export interface Place {
  readonly page?: number;
  /** What the reader calls the place: a sheet of a workbook, a text box. */
  readonly part?: string;
  /** Number of the row in its sheet. */
  readonly row?: number;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  /** May hold line breaks; each line is then read by itself. */
  readonly text: string;
  /** The automatic number of a list, e.g. 「（一）」, which the file shows but its text does not hold. */
  readonly numbering?: string;
  /** Outline level that the file declares for a heading, 1 for the highest. */
  readonly headingLevel?: number;
  readonly place?: Place;
}

export interface Table {
  readonly kind: 'table';
  readonly rows: readonly Row[];
  /** Whether an empty cell may be one merged with the cell above: so where the reader cannot see merged cells. */
  readonly emptyMayBeMerged: boolean;
  readonly place?: Place;
}

export interface Row {
  /** As in HTML: a position that a cell of a row above covers is left out. */
  readonly cells: readonly Cell[];
  /** Where the file says more of it than of its table: the page it stands on, its number in the sheet. */
  readonly place?: Place;
}

export interface Cell {
  readonly text: string;
  /** Rows that the cell covers; 1 unless told. */
  readonly rowSpan?: number;
  readonly columnSpan?: number;
}

export interface Footnote {
  /** As it stands in the text, e.g. 「①」. */
  readonly mark: string;
  readonly text: string;
  readonly place?: Place;
}
