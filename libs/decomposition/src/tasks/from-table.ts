import { parseNote } from '../notes/grammar.js';
import type { FieldKind } from '../notes/vocabulary.js';
import type { Footnotes } from '../notes/footnotes.js';
import { markerAt } from '../outline/markers.js';
import type { Table } from '../paper/paper.js';
import type { PlacedCell } from '../tables/grid.js';
import { readTable, type Column, type ReadTable, type TaskRow } from '../tables/rows.js';
import type { ColumnKind } from '../tables/columns.js';
import { fold } from '../text/fold.js';
import { linesOfCell } from '../text/lines.js';
import { trimmed, type Line, type Span } from '../text/line.js';
import type { KnownName } from '../units/list.js';
import { chunksOf, type Chunk } from './chunks.js';
import type { Collector } from './collector.js';
import { EMPTY, spansOfNote, type ColumnNote, type Draft, type Target } from './draft.js';
import { LONGEST_TITLE, titleOf, withoutStop } from './titles.js';

/** Columns that may hold the text of a row, the finest first. */
const TEXT: readonly ColumnKind[] = ['indicator', 'measure', 'task', 'title', 'domain'];
/** Columns above the text of a row, which may say in brackets who carries it. */
const ABOVE: ReadonlySet<ColumnKind> = new Set(['task', 'title', 'measure']);
const FIELDS: ReadonlySet<ColumnKind> = new Set(['lead', 'co', 'responsible', 'deadline', 'person']);

export interface TablePlace {
  readonly block: number;
  readonly part: number;
  readonly annex: string;
  readonly section: string;
}

/** Finds the tasks of a table; marks its head and headings. */
export function readTaskTable(
  table: Table,
  place: TablePlace,
  known: KnownName,
  footnotes: Footnotes,
  into: Collector,
): void {
  const read = readTable(table);
  if (!read) return;
  for (const row of read.headRows) into.exclude('table-head', ...spansOfRow(table, place.block, row));
  for (const row of read.sectionRows) into.exclude('heading', ...spansOfRow(table, place.block, row));
  const column = textColumn(read);
  const shared = sharedCells(read.rows);
  let last: { draft: Draft; text: PlacedCell } | undefined;
  for (const row of read.rows) {
    const text = row.cells.get(column);
    if (!text) continue;
    if (last?.text === text) extend(last.draft, row, place, known, into);
    else last = { draft: addRow(row, column, text, place, shared, known, footnotes, into), text };
  }
}

/** An indicator counts as one only where a column says how much. */
function textColumn({ columns }: ReadTable): Column {
  const [first] = columns;
  const hasTarget = columns.some(({ kind }) => kind === 'target');
  for (const kind of TEXT) {
    const column = columns.find((each) => each.kind === kind);
    if (
      column &&
      (kind !== 'indicator' || hasTarget || !columns.some((each) => each.kind === 'measure' || each.kind === 'task'))
    )
      return column;
  }
  return first ?? { kind: 'other', head: '', at: 0 };
}

function addRow(
  row: TaskRow,
  column: Column,
  cell: PlacedCell,
  place: TablePlace,
  shared: ReadonlySet<PlacedCell>,
  known: KnownName,
  footnotes: Footnotes,
  into: Collector,
): Draft {
  const chunk = chunksOf(linesOf(cell, place.block).map(wholeLine), known, true, footnotes);
  const text = chunk.flatMap((each) => each.text);
  const cells = [...row.cells].filter(([, placed]) => placed !== cell);
  const own = cells.filter(([, placed]) => !shared.has(placed));
  const draft: Draft = {
    ...EMPTY,
    kind: column.kind === 'indicator' ? 'indicator' : 'task',
    origin: 'table-row',
    part: place.part,
    number: firstText(cells, 'number'),
    section: row.section === '' ? place.section : row.section,
    subsection: column.kind === 'measure' ? firstText(cells, 'task') : '',
    title:
      firstText(cells, 'title') ||
      (column.kind === 'measure' && taskTitle(firstText(own, 'task'))) ||
      titleOf(text).title,
    text,
    notes: [...chunk, ...chunksAbove(cells, place, known, footnotes)].flatMap((each) => each.notes),
    columnNotes: cells.flatMap(([each, placed]) => columnNote(each, placed, known)),
    targets: cells.flatMap(([each, placed]) => targetOf(each, placed, firstText(cells, 'unit-of-measure'))),
    beside: own.flatMap(([each, placed]) => (each.kind === 'measure' ? [placed.cell.text] : [])),
    domain: firstText(cells, 'domain'),
    upper: firstText(cells, 'upper'),
  };
  return into.add(
    draft,
    ...[...row.cells.values()].flatMap((placed) => linesOf(placed, place.block).map(wholeLine)),
    ...draft.notes.flatMap(spansOfNote),
  );
}

/** 「打造航线（市文旅局牵头）」 in the cell of the task beside its measures. */
function chunksAbove(
  cells: readonly (readonly [Column, PlacedCell])[],
  { block }: TablePlace,
  known: KnownName,
  footnotes: Footnotes,
): Chunk[] {
  return cells
    .filter(([{ kind }]) => ABOVE.has(kind))
    .flatMap(([, placed]) => chunksOf(linesOf(placed, block).map(wholeLine), known, true, footnotes));
}

/** One task whose units stand in several rows beside its merged cell. */
function extend(draft: Draft, row: TaskRow, place: TablePlace, known: KnownName, into: Collector): void {
  const notes = [...row.cells].flatMap(([column, placed]) => columnNote(column, placed, known));
  const said = new Set(draft.columnNotes.map(({ raw }) => raw));
  const targets = [...row.cells].flatMap(([column, placed]) => targetOf(column, placed, ''));
  const aimed = new Set(draft.targets.map(({ raw }) => raw));
  Object.assign(draft, {
    columnNotes: [...draft.columnNotes, ...notes.filter(({ raw }) => !said.has(raw))],
    targets: [...draft.targets, ...targets.filter(({ raw }) => /\d/.test(raw) && !aimed.has(raw))],
  });
  for (const placed of row.cells.values()) {
    for (const line of linesOf(placed, place.block)) into.marks.push({ span: wholeLine(line), state: { task: draft } });
  }
}

/** Beside its measures a task is the title of the row; one that stands over several rows is the title of none of them. */
function taskTitle(task: string): string {
  const title = withoutStop(task.slice(markerAt(fold(task))?.length ?? 0));
  return title.length <= LONGEST_TITLE && !title.includes('\n') ? title : '';
}

/** Cells that hold for more than one row. */
function sharedCells(rows: readonly TaskRow[]): Set<PlacedCell> {
  const seen = new Set<PlacedCell>();
  const shared = new Set<PlacedCell>();
  for (const placed of rows.flatMap(({ cells }) => [...cells.values()])) {
    if (seen.has(placed)) shared.add(placed);
    seen.add(placed);
  }
  return shared;
}

function firstText(cells: readonly (readonly [Column, PlacedCell])[], kind: ColumnKind): string {
  return cells.find(([column]) => column.kind === kind)?.[1].cell.text.trim() ?? '';
}

function columnNote({ kind }: Column, { cell }: PlacedCell, known: KnownName): ColumnNote[] {
  if (!FIELDS.has(kind)) return [];
  const raw = cell.text.trim().replace(/\s*\n\s*/g, ' ');
  return [{ raw: cell.text.trim(), note: parseNote(raw, fold(raw), known, kind as FieldKind) }];
}

function targetOf({ kind, head }: Column, { cell }: PlacedCell, measure: string): Target[] {
  if (kind !== 'target' && kind !== 'base') return [];
  return [{ head, raw: cell.text.trim(), isBase: kind === 'base', measure }];
}

const linesOf = (placed: PlacedCell, block: number): Line[] =>
  linesOfCell(placed.cell, { block, cell: { row: placed.row, index: placed.index } });

const wholeLine = (line: Line): Span => trimmed({ line, from: 0, to: line.raw.length });

function spansOfRow(table: Table, block: number, row: number): Span[] {
  return (table.rows[row]?.cells ?? []).flatMap((cell, index) =>
    linesOfCell(cell, { block, cell: { row, index } }).map(wholeLine),
  );
}
