import type { Cell, Table } from '../paper/paper.js';

/** A cell in its place of the grid. */
export interface PlacedCell {
  readonly cell: Cell;
  /** Row of the table in which the cell stands; above the row asked for when it is merged over several. */
  readonly row: number;
  /** Its place among the cells of that row. */
  readonly index: number;
  readonly column: number;
}

/** Rows of a table as a grid: a merged cell stands in every position that it covers. */
export function gridOf(table: Table): PlacedCell[][] {
  const grid: PlacedCell[][] = [];
  let covering: { placed: PlacedCell; rows: number }[] = [];
  for (const [row, { cells }] of table.rows.entries()) {
    const line: PlacedCell[] = [];
    for (const { placed } of covering) line[placed.column] = placed;
    let column = 0;
    for (const [index, cell] of cells.entries()) {
      while (line[column]) column++;
      for (let span = Math.min(cell.columnSpan ?? 1, MOST_COLUMNS); span > 0; span--, column++) {
        const placed = { cell, row, index, column };
        line[column] = placed;
        covering.push({ placed, rows: cell.rowSpan ?? 1 });
      }
    }
    covering = covering.map(({ placed, rows }) => ({ placed, rows: rows - 1 })).filter(({ rows }) => rows > 0);
    grid.push(line);
  }
  return grid;
}

/** A file may claim any span; no table of tasks is wider. */
const MOST_COLUMNS = 200;
