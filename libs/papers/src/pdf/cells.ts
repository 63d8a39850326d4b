import type { Row } from '#decomposition';
import { joined, linesOf } from './lines.js';
import type { Fragment, Page } from './page.js';
import type { GridCell, RuledTable } from './tables.js';

export const isInside = (fragment: Fragment, box: RuledTable | GridCell): boolean => {
  const [x, y] = [(fragment.left + fragment.right) / 2, fragment.baseline - fragment.size / 3];
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
};

/** The rows of a table with the text of the page in its cells. */
export function rowsOf(table: RuledTable, { fragments, number }: Page): Row[] {
  const inside = fragments.filter((fragment) => isInside(fragment, table));
  return Array.from({ length: table.rowCount }, (_, row) => ({
    cells: table.cells
      .filter((cell) => cell.row === row)
      .map((cell) => ({
        text: textOf(cell, inside, number),
        ...(cell.rowSpan > 1 && { rowSpan: cell.rowSpan }),
        ...(cell.columnSpan > 1 && { columnSpan: cell.columnSpan }),
      })),
  }));
}

/** A line that fills its cell goes on in the next one; one that ends before was ended. */
function textOf(cell: GridCell, fragments: readonly Fragment[], page: number): string {
  let text = '';
  let filled = false;
  for (const line of linesOf(
    fragments.filter((fragment) => isInside(fragment, cell)),
    page,
  )) {
    if (text === '') text = line.text;
    else text = filled ? joined(text, line.text) : `${text}\n${line.text}`;
    filled = cell.right - cell.left - (line.right - line.left) < 2.5 * line.size;
  }
  return text;
}
