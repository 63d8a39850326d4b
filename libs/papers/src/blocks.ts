import type { Block, Row } from '#decomposition';

/** What stands in a cell, as its text: a line for each paragraph and for each row of a table inside. */
export function textOf(blocks: readonly Block[]): string {
  return blocks
    .flatMap((block) =>
      block.kind === 'paragraph'
        ? [`${block.numbering ?? ''}${block.text}`]
        : block.rows.map(({ cells }) => cells.map(({ text }) => text).join(' ')),
    )
    .join('\n');
}

/** A row whose cells still say in which column they begin, and which of them go on with the cell above. */
export interface RawCell {
  readonly text: string;
  readonly columnSpan: number;
  readonly rowSpan: number;
  readonly goesOn: boolean;
}

/** Cells that go on with one above are left out, and that one covers their rows. */
export function mergedRows(rows: readonly (readonly RawCell[])[]): Row[] {
  const above = new Map<number, { rowSpan: number }>();
  const built = rows.map((row) => {
    const cells: { text: string; columnSpan: number; rowSpan: number }[] = [];
    let column = 0;
    for (const { goesOn, text, columnSpan, rowSpan } of row) {
      const covering = goesOn ? above.get(column) : undefined;
      if (covering) covering.rowSpan++;
      else {
        const placed = { text, columnSpan, rowSpan };
        above.set(column, placed);
        cells.push(placed);
      }
      column += columnSpan;
    }
    return cells;
  });
  return built.map((cells) => ({
    cells: cells.map(({ text, columnSpan, rowSpan }) => ({
      text,
      ...(columnSpan > 1 && { columnSpan }),
      ...(rowSpan > 1 && { rowSpan }),
    })),
  }));
}
