import type { Block, Paragraph } from '#decomposition';
import type { RawCell } from '../blocks.js';
import type { ParagraphProperties } from './styles.js';

/** Where paragraphs and tables go: the body, a cell, a text box, a note. */
export interface Flow {
  readonly blocks: Block[];
  /** What the place is called, where it is not the body. */
  readonly part?: string;
  /** Text of a paragraph whose end was struck out: the next one goes on with it. */
  carried: string;
}

export const newFlow = (part?: string): Flow => ({ blocks: [], ...(part !== undefined && { part }), carried: '' });

export interface ParagraphBuilder {
  text: string;
  style?: string | undefined;
  own: ParagraphProperties;
  /** Its end was struck out. */
  goesOn: boolean;
  /** What its text boxes hold; they float, so they come behind it. */
  readonly boxes: Block[];
}

export interface TableBuilder {
  readonly rows: DocxCell[][];
  row: DocxCell[];
  isStruckOut: boolean;
  /** The cell that is open. */
  cell: { columnSpan: number; goesOn: boolean };
}

type DocxCell = RawCell & { readonly blocks: readonly Block[] };

export const newTable = (): TableBuilder => ({
  rows: [],
  row: [],
  isStruckOut: false,
  cell: { columnSpan: 1, goesOn: false },
});

/** A table of one cell is a frame around text. */
export function isFrame({ rows }: TableBuilder): boolean {
  return rows.length === 1 && rows[0]?.length === 1;
}

export function paragraph(text: string, numbering: string, outline: number | undefined, part?: string): Paragraph {
  return {
    kind: 'paragraph',
    text,
    ...(numbering !== '' && { numbering }),
    ...(outline !== undefined && outline < 9 && { headingLevel: outline + 1 }),
    ...(part !== undefined && { place: { part } }),
  };
}
