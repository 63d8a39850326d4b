import type { Block, Row, Table } from '#decomposition';
import { joined } from './lines.js';
import type { TextLine } from './page.js';
import { paragraphsOf, type Layout } from './paragraphs.js';
import type { RuledTable } from './tables.js';

type OpenTable = Table & { readonly rows: Row[]; emptyMayBeMerged: boolean };

/** Puts together what runs over the end of a page: paragraphs, and tables with nothing between their parts. */
export class Assembler {
  private readonly blocks: Block[] = [];
  private page = 1;
  private layout: Layout | undefined;
  private lines: TextLine[] = [];
  /** The table that nothing has followed yet. */
  private open: { readonly table: OpenTable; readonly columns: readonly number[] } | undefined;

  turnTo(page: number, layout: Layout | undefined): void {
    if (layout !== this.layout) this.endText();
    this.page = page;
    this.layout = layout;
  }

  addLines(lines: readonly TextLine[]): void {
    this.lines.push(...lines);
    if (lines.length > 0) this.open = undefined;
  }

  addTable({ columns }: RuledTable, rowsOfPage: readonly Row[]): void {
    this.endText();
    const place = { page: this.page };
    const rows = rowsOfPage.map((row) => ({ ...row, place }));
    if (this.open && isSameGrid(this.open.columns, columns)) goOn(this.open.table, rows);
    else {
      const table: OpenTable = { kind: 'table', rows, emptyMayBeMerged: false, place };
      this.open = { table, columns };
      this.blocks.push(table);
    }
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

/** A merged cell is closed at the end of a page and empty on the next; a row may go on there as well. */
function goOn(table: OpenTable, rows: readonly Row[]): void {
  table.emptyMayBeMerged = true;
  const [first, ...others] = rows;
  const last = table.rows.at(-1);
  if (first && last && isRestOf(first, last)) {
    table.rows[table.rows.length - 1] = {
      ...last,
      cells: last.cells.map((cell, index) => ({ ...cell, text: joined(cell.text, first.cells[index]?.text ?? '') })),
    };
    table.rows.push(...others);
  } else table.rows.push(...rows);
}

/** What goes on has no number of its own, and more of a text that was not ended. */
function isRestOf(row: Row, last: Row): boolean {
  if (row.cells.length !== last.cells.length) return false;
  const pairs = row.cells.map(({ text }, index) => [text, last.cells[index]?.text ?? ''] as const);
  return (
    pairs.every(([text, above]) => text === '' || (above !== '' && !/^\d+$/.test(above))) &&
    pairs.some(([text, above]) => text !== '' && above.length > SHORT && !/[。；;]$/.test(above)) &&
    pairs.some(([text, above]) => text === '' && /^\d+$/.test(above))
  );
}

/** A name of a unit may stand alone in each of two rows; half a sentence may not. */
const SHORT = 8;
