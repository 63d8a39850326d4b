import type { Block, Cell, Place, Row } from '#decomposition';
import type { Range, SheetReader } from './sheet-reader.js';

interface PlacedRow {
  /** As the sheet counts it. */
  readonly row: number;
  readonly cells: readonly Cell[];
  /** The only text of the row, where it stands at its begin. */
  readonly alone: string | undefined;
}

/** A sheet as a paper shows it: lines above and below stand alone, what lies between is a table. */
export function blocksOf({ rows, merged }: SheetReader, sheet: string): Block[] {
  const place: Place = { part: sheet };
  const numbers = [...rows.keys()].toSorted((a, b) => a - b);
  const columns = [...new Set([...rows.values()].flatMap((row) => [...row.keys()]))].toSorted((a, b) => a - b);
  const merges = new Map(merged.map((range) => [`${range.top}/${range.left}`, range]));
  const covered = coveredBy(merged, numbers, columns);
  const placed = numbers.map((row) =>
    placedRow(row, rows.get(row) ?? new Map(), columns, { numbers, merges, covered }),
  );

  const first = placed.findIndex(({ alone }) => alone === undefined);
  const last = placed.findLastIndex(({ alone }) => alone === undefined);
  const lines = (between: readonly PlacedRow[]): Block[] =>
    between.map(({ alone = '', row }) => ({ kind: 'paragraph', text: alone, place: { ...place, row } }));
  if (first < 0) return lines(placed);
  const table: Row[] = placed.slice(first, last + 1).map(({ cells, row }) => ({ cells, place: { ...place, row } }));
  return [
    ...lines(placed.slice(0, first)),
    { kind: 'table', rows: table, emptyMayBeMerged: false, place },
    ...lines(placed.slice(last + 1)),
  ];
}

interface Merges {
  readonly numbers: readonly number[];
  readonly merges: ReadonlyMap<string, Range>;
  readonly covered: ReadonlySet<string>;
}

function placedRow(
  row: number,
  texts: ReadonlyMap<number, string>,
  columns: readonly number[],
  { numbers, merges, covered }: Merges,
): PlacedRow {
  const cells = columns
    .filter((column) => !covered.has(`${row}/${column}`))
    .map((column): Cell => {
      const range = merges.get(`${row}/${column}`);
      const columnSpan = range ? columns.filter((each) => each >= range.left && each <= range.right).length : 1;
      const rowSpan = range ? numbers.filter((each) => each >= range.top && each <= range.bottom).length : 1;
      return {
        text: texts.get(column) ?? '',
        ...(columnSpan > 1 && { columnSpan }),
        ...(rowSpan > 1 && { rowSpan }),
      };
    });
  const [only] = texts;
  const isAlone = texts.size === 1 && only?.[0] === columns[0] && (cells[0]?.rowSpan ?? 1) === 1;
  return { row, cells, alone: isAlone ? only?.[1] : undefined };
}

/** Positions under a merged cell, where rows and columns hold anything: a file may merge a million rows. */
function coveredBy(merged: readonly Range[], numbers: readonly number[], columns: readonly number[]): Set<string> {
  return new Set(
    merged.flatMap(({ top, left, bottom, right }) => {
      const across = columns.filter((column) => column >= left && column <= right);
      const down = numbers.filter((row) => row >= top && row <= bottom);
      const positions = down.flatMap((row) => across.map((column) => `${row}/${column}`));
      return positions.filter((position) => position !== `${top}/${left}`);
    }),
  );
}
