import type { Rule } from './page.js';

/** A cell where the page shows it, in a grid. */
export interface GridCell extends Rule {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

export interface RuledTable extends Rule {
  readonly columns: readonly number[];
  readonly rowCount: number;
  readonly cells: readonly GridCell[];
}

/** How far lines that are meant to meet may lie apart. */
const NEAR = 3;
/** What has more on one page is no table of words. */
const MOST_CELLS = 5_000;

/** Tables that lines are drawn around and through. */
export function tablesOf(rules: readonly Rule[]): RuledTable[] {
  return groupsOf(rules).flatMap((group) => {
    const across = group.filter((rule) => !isUpright(rule));
    const upright = group.filter(isUpright);
    const columns = places(upright.map(({ left, right }) => (left + right) / 2));
    const rows = places(across.map(({ top, bottom }) => (top + bottom) / 2));
    const cells = (columns.length - 1) * (rows.length - 1);
    if (columns.length < 2 || rows.length < 2 || cells < 2 || cells > MOST_CELLS) return []; // a frame, a drawing
    return [tableOf(columns, rows, across, upright)];
  });
}

const isUpright = ({ left, top, right, bottom }: Rule): boolean => bottom - top > right - left;

/** Lines that touch one another, directly or by others. */
function groupsOf(rules: readonly Rule[]): Rule[][] {
  const waiting = new Set(rules);
  const groups: Rule[][] = [];
  for (const first of rules) {
    if (!waiting.delete(first)) continue;
    const group = [first];
    for (const rule of group) {
      const others = [...waiting].filter((other) => touches(rule, other));
      for (const other of others) waiting.delete(other);
      group.push(...others);
    }
    groups.push(group);
  }
  return groups;
}

function touches(one: Rule, other: Rule): boolean {
  return (
    one.left <= other.right + NEAR &&
    other.left <= one.right + NEAR &&
    one.top <= other.bottom + NEAR &&
    other.top <= one.bottom + NEAR
  );
}

/** Places in order; those that lie together are one. */
function places(values: readonly number[]): number[] {
  const found: number[] = [];
  for (const value of values.toSorted((a, b) => a - b)) {
    if (found.length === 0 || value - (found.at(-1) ?? 0) > NEAR) found.push(value);
  }
  return found;
}

function tableOf(
  columns: readonly number[],
  rows: readonly number[],
  across: readonly Rule[],
  upright: readonly Rule[],
): RuledTable {
  const x = (column: number): number => columns[column] ?? 0;
  const y = (row: number): number => rows[row] ?? 0;
  const isClosedRight = (row: number, column: number): boolean =>
    upright.some((rule) => near(rule.left, x(column + 1)) && spans(rule.top, rule.bottom, (y(row) + y(row + 1)) / 2));
  const isClosedBelow = (row: number, column: number): boolean =>
    across.some((rule) => near(rule.top, y(row + 1)) && spans(rule.left, rule.right, (x(column) + x(column + 1)) / 2));

  const taken = new Set<string>();
  const cells: GridCell[] = [];
  for (let row = 0; row < rows.length - 1; row++) {
    for (let column = 0; column < columns.length - 1; column++) {
      if (taken.has(`${row}/${column}`)) continue;
      let [right, below] = [column, row];
      while (right < columns.length - 2 && !isClosedRight(row, right) && !taken.has(`${row}/${right + 1}`)) right++;
      while (below < rows.length - 2 && !isClosedBelow(below, column)) below++;
      const cell = { row, column, rowSpan: below - row + 1, columnSpan: right - column + 1 };
      cells.push({ ...cell, left: x(column), right: x(right + 1), top: y(row), bottom: y(below + 1) });
      for (const position of positionsOf(cell)) taken.add(position);
    }
  }
  const box = { left: x(0), right: x(columns.length - 1), top: y(0), bottom: y(rows.length - 1) };
  return { ...box, columns, rowCount: rows.length - 1, cells };
}

const near = (one: number, other: number): boolean => Math.abs(one - other) <= NEAR;
const spans = (from: number, to: number, middle: number): boolean => from - NEAR <= middle && middle <= to + NEAR;

function positionsOf({ row, column, rowSpan, columnSpan }: Omit<GridCell, keyof Rule>): string[] {
  return Array.from({ length: rowSpan }, (_, down) => row + down).flatMap((at) =>
    Array.from({ length: columnSpan }, (_, right) => `${at}/${column + right}`),
  );
}
