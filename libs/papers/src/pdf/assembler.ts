import type { Block, Row } from '#decomposition';
import type { TextLine } from './page.js';
import { paragraphsOf, type Layout } from './paragraphs.js';
import type { RuledTable } from './tables.js';

/** Puts together what runs over the end of a page: paragraphs, and tables with nothing between their parts. */
export class Assembler {
  private readonly blocks: Block[] = [];
  private page = 1;
  private layout: Layout | undefined;
  private lines: TextLine[] = [];
  /** The table that nothing has followed yet. */
  private open: { readonly rows: Row[]; readonly columns: readonly number[] } | undefined;

  turnTo(page: number, layout: Layout | undefined): void {
    if (layout !== this.layout) this.endText();
    this.page = page;
    this.layout = layout;
  }

  addLines(lines: readonly TextLine[]): void {
    this.lines.push(...lines);
    if (lines.length > 0) this.open = undefined;
  }

  addTable({ columns }: RuledTable, rows: readonly Row[]): void {
    this.endText();
    if (this.open && isSameGrid(this.open.columns, columns)) {
      this.open.rows.push(...rows);
      return;
    }
    this.open = { rows: [...rows], columns };
    this.blocks.push({ kind: 'table', rows: this.open.rows, emptyMayBeMerged: false, place: { page: this.page } });
  }

  end(): Block[] {
    this.endText();
    return this.blocks;
  }

  private endText(): void {
    if (this.layout) {
      for (const { text, page } of paragraphsOf(this.lines, this.layout))
        this.blocks.push({ kind: 'paragraph', text, place: { page } });
    }
    this.lines = [];
  }
}

const isSameGrid = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((place, index) => Math.abs(place - (other[index] ?? 0)) < 6);
