import type { Table } from '../paper/paper.js';
import { fold } from '../text/fold.js';
import { columnKind, isHead, type ColumnKind } from './columns.js';
import { gridOf, type PlacedCell } from './grid.js';

export interface Column {
  readonly kind: ColumnKind;
  readonly head: string;
  readonly at: number;
}

/** A row that names a task or an indicator. */
export interface TaskRow {
  readonly cells: ReadonlyMap<Column, PlacedCell>;
  /** Heading rows above it, the nearest last. */
  readonly section: string;
}

export interface ReadTable {
  readonly columns: readonly Column[];
  readonly rows: readonly TaskRow[];
  /** Rows of the head, and rows that hold one heading or remark. */
  readonly headRows: readonly number[];
  readonly sectionRows: readonly number[];
}

/**
 * Columns whose empty cell takes the value from above where merged cells cannot be seen. The others do so only together: who
 * carries a row where it names none of them itself, a co-unit or a limit where it names no unit at all. A row with its own lead
 * and no co-unit has none, one with its own co-unit is led as the rows above; so is one that names who is responsible, where
 * the task above goes on beside it.
 */
const ABOVE: ReadonlySet<ColumnKind> = new Set(['domain', 'title', 'task']);
const FILLED: ReadonlySet<ColumnKind> = new Set([...ABOVE, 'person']);
const CARRIERS: ReadonlySet<ColumnKind> = new Set(['lead', 'responsible']);
const LEADS: ReadonlySet<ColumnKind> = new Set(['lead']);
const UNITS: ReadonlySet<ColumnKind> = new Set([...CARRIERS, 'co']);
const WITH_UNITS: ReadonlySet<ColumnKind> = new Set(['co', 'deadline']);

/** Reads a table of tasks; undefined where no head says what its columns hold. */
export function readTable(table: Table): ReadTable | undefined {
  const grid = gridOf(table);
  const head = headOf(grid);
  if (!head) return undefined;
  const rows: TaskRow[] = [];
  const sectionRows: number[] = [];
  let section = '';
  const above = new Map<Column, PlacedCell>();
  for (const [index, line] of grid.entries()) {
    if (index <= head.row) continue;
    const heading = headingOf(line);
    if (heading !== undefined) {
      section = heading;
      sectionRows.push(index);
      above.clear();
    } else if (!isRepeatedHead(line, head.columns)) {
      const cells = cellsOf(line, head.columns, table.emptyMayBeMerged, above);
      if (cells.size > 0) rows.push({ cells, section });
    }
  }
  return { columns: head.columns, rows, headRows: Array.from({ length: head.row + 1 }, (_, at) => at), sectionRows };
}

/** The head is the first row that names its columns; a head of two rows is read from both. */
function headOf(grid: readonly PlacedCell[][]): { row: number; columns: Column[] } | undefined {
  for (let row = 0; row < Math.min(grid.length, 6); row++) {
    const columns = columnsOf(grid[row] ?? []);
    if (!isHead(columns.map(({ kind }) => kind))) continue;
    const lower = columnsOf(grid[row + 1] ?? []);
    const twoRows = (grid[row + 1] ?? []).some((placed) => placed?.row === row);
    return twoRows ? { row: row + 1, columns: withMeasures(lower) } : { row, columns: withMeasures(columns) };
  }
  return undefined;
}

function columnsOf(line: readonly PlacedCell[]): Column[] {
  return line.flatMap((placed, at) => {
    if (!placed) return [];
    const head = fold(placed.cell.text).replaceAll(' ', '');
    return [{ kind: columnKind(head), head, at }];
  });
}

/** Beside targets and a column that names who is responsible, 「单位」 is what the targets are counted in. */
function withMeasures(columns: readonly Column[]): Column[] {
  const has = (kind: ColumnKind): boolean => columns.some((each) => each.kind === kind && each.head !== '单位');
  const measured = has('target') && (has('responsible') || has('lead'));
  return columns.map((column) =>
    measured && column.head === '单位' ? { ...column, kind: 'unit-of-measure' } : column,
  );
}

const textOf = (placed: PlacedCell | undefined): string => fold(placed?.cell.text ?? '').trim();

/** The text of a row that holds nothing but one cell: 「二、培育……」. */
function headingOf(line: readonly PlacedCell[]): string | undefined {
  const filled = new Set(line.filter((placed) => textOf(placed) !== '').map((placed) => placed.cell));
  const [only] = filled;
  if (filled.size !== 1 || !only) return undefined;
  const spread = line.filter((placed) => placed?.cell === only).length;
  const first = line[0]?.cell === only;
  return first && (spread > 1 || line.length === 1 || !/^\d+$/.test(fold(only.text).trim()))
    ? fold(only.text).trim()
    : undefined;
}

const isRepeatedHead = (line: readonly PlacedCell[], columns: readonly Column[]): boolean =>
  columns.every(({ at, head }) => textOf(line[at]).replaceAll(' ', '') === head);

function cellsOf(
  line: readonly PlacedCell[],
  columns: readonly Column[],
  emptyMayBeMerged: boolean,
  above: Map<Column, PlacedCell>,
): Map<Column, PlacedCell> {
  const cells = new Map<Column, PlacedCell>();
  const allEmpty = (kinds: ReadonlySet<ColumnKind>): boolean =>
    columns.every(({ kind, at }) => !kinds.has(kind) || textOf(line[at]) === '');
  const goesOn = columns.some(({ kind, at }) => ABOVE.has(kind) && textOf(line[at]) === '');
  const carriersMerged = allEmpty(goesOn && columns.some(({ kind }) => kind === 'lead') ? LEADS : CARRIERS);
  const unitsMerged = allEmpty(UNITS);
  for (const column of columns) {
    const placed = line[column.at];
    const merged =
      FILLED.has(column.kind) ||
      (carriersMerged && CARRIERS.has(column.kind)) ||
      (unitsMerged && WITH_UNITS.has(column.kind));
    const inherited = emptyMayBeMerged && merged ? above.get(column) : undefined;
    const used = placed && textOf(placed) !== '' ? placed : inherited;
    if (used) cells.set(column, used);
  }
  for (const column of columns) remember(above, column, cells.get(column));
  return cells;
}

function remember(above: Map<Column, PlacedCell>, column: Column, placed: PlacedCell | undefined): void {
  if (placed) above.set(column, placed);
  else above.delete(column);
}
