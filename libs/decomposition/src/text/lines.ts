import type { Block, Cell, Paper, Paragraph } from '../paper/paper.js';
import { fold } from './fold.js';
import type { Line } from './line.js';

/** Lines of a paragraph that are not empty. */
export function linesOf(paragraph: Paragraph, block: number): Line[] {
  const lines = split(paragraph.text, { block, headingLevel: paragraph.headingLevel });
  const numbering = fold(paragraph.numbering ?? '').trim();
  return lines.map((line, index) => (index === 0 ? { ...line, numbering } : line));
}

export function linesOfCell(cell: Cell, where: Pick<Line, 'block' | 'cell'>): Line[] {
  return split(cell.text, where);
}

/** Lines of all cells, row by row. */
export function linesOfTable(table: Block | undefined, block: number): Line[] {
  if (table?.kind !== 'table') return [];
  return table.rows.flatMap(({ cells }, row) =>
    cells.flatMap((cell, index) => linesOfCell(cell, { block, cell: { row, index } })),
  );
}

/** Footnotes count on behind the last block. */
export function linesOfFootnote({ blocks, footnotes = [] }: Paper, index: number): Line[] {
  return split(footnotes[index]?.text ?? '', { block: blocks.length + index });
}

function split(text: string, where: Pick<Line, 'block' | 'cell' | 'headingLevel'>): Line[] {
  const lines: Line[] = [];
  let offset = 0;
  for (const raw of text.split('\n')) {
    const folded = fold(raw);
    if (folded.trim() !== '') lines.push({ ...where, offset, raw, text: folded, numbering: '' });
    offset += raw.length + 1;
  }
  return lines;
}

/** What the paper holds, in order: lines of paragraphs and whole tables. */
export type Item = Line | { readonly table: number };

export function itemsOf(paper: Paper): Item[] {
  return paper.blocks.flatMap((block, index): Item[] =>
    block.kind === 'table' ? [{ table: index }] : linesOf(block, index),
  );
}
