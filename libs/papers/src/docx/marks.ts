import { raisedMark, type Block } from '#decomposition';
import { formatNumber } from './number-formats.js';

type Kind = 'footnote' | 'endnote';

/** Private signs that no paper uses, one for each reference until it is known how the paper counts its notes. */
const FIRST: Readonly<Record<Kind, number>> = { footnote: 0x100000, endnote: 0x108000 };
const MOST = 0x7fff;
const PLACEHOLDER = /[\u{100000}-\u{10fffd}]/gu;

export function placeholder(kind: Kind, order: number): string {
  return order > MOST ? '' : String.fromCodePoint(FIRST[kind] + order);
}

/** A note's mark as the page shows it: a number stands above the line. */
export function markOf(order: number, format: string): string {
  const mark = formatNumber(order, format);
  return raisedMark(mark) ?? mark;
}

/** Blocks with the marks of their notes in place of the placeholders. */
export function withMarks(blocks: readonly Block[], mark: (kind: Kind, order: number) => string): Block[] {
  const marked = (text: string): string =>
    text.replace(PLACEHOLDER, (sign) => {
      const code = sign.codePointAt(0) ?? 0;
      const kind = code >= FIRST.endnote ? 'endnote' : 'footnote';
      return mark(kind, code - FIRST[kind]);
    });
  return blocks.map((block): Block => {
    if (block.kind === 'paragraph') return { ...block, text: marked(block.text) };
    const rows = block.rows.map(({ cells }) => ({
      cells: cells.map((cell) => ({ ...cell, text: marked(cell.text) })),
    }));
    return { ...block, rows };
  });
}
