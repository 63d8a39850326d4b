import type { Block, Paper, Row } from '#decomposition';
import type { Budget } from '../budget.js';
import { isInside, rowsOf } from './cells.js';
import { pagesOf } from './document.js';
import { furnitureOf } from './furniture.js';
import { linesOf } from './lines.js';
import type { Page, TextLine } from './page.js';
import { layoutOf, paragraphsOf, type Layout } from './paragraphs.js';
import { tablesOf, type RuledTable } from './tables.js';
import { refuseWithoutText } from './text-layer.js';

/** Reads the text layer of a PDF: lines put together to paragraphs, and tables whose lines are drawn. */
export async function readPdf(bytes: Uint8Array, budget: Budget, onShare: (share: number) => void): Promise<Paper> {
  const pages: Page[] = [];
  for await (const page of pagesOf(bytes, budget, onShare)) pages.push(page);
  refuseWithoutText(pages);
  const read = pages.map(readPage);
  const furniture = furnitureOf(read);
  const kept = read.map((page) => ({ ...page, lines: page.lines.filter((line) => !furniture.has(line)) }));
  for (const { tables } of kept) for (const { table } of tables) for (const _ of table.cells) budget.takeCell();
  return { blocks: blocksOf(kept) };
}

interface ReadPage {
  readonly width: number;
  readonly height: number;
  readonly number: number;
  /** Outside of tables. */
  readonly lines: readonly TextLine[];
  readonly tables: readonly { readonly table: RuledTable; readonly rows: readonly Row[] }[];
}

function readPage(page: Page): ReadPage {
  const tables = tablesOf(page.rules)
    .map((table) => ({ table, rows: rowsOf(table, page) }))
    .filter(({ rows }) => rows.some(({ cells }) => cells.some(({ text }) => text !== '')));
  const outside = page.fragments.filter((fragment) => !tables.some(({ table }) => isInside(fragment, table)));
  const { width, height, number } = page;
  return { width, height, number, lines: linesOf(outside, number), tables };
}

/** Text and tables in the order of the paper. What runs over the end of a page is put together. */
function blocksOf(pages: readonly ReadPage[]): Block[] {
  const blocks: Block[] = [];
  const layouts = layoutsByWidth(pages);
  let waiting: TextLine[] = [];
  let layout: Layout | undefined;
  let above: { rows: Row[]; columns: readonly number[] } | undefined;
  const endText = (): void => {
    if (layout && waiting.length > 0) {
      for (const { text, page } of paragraphsOf(waiting, layout))
        blocks.push({ kind: 'paragraph', text, place: { page } });
      above = undefined;
    }
    waiting = [];
  };
  for (const { width, number, lines, tables } of pages) {
    const next = layouts.get(Math.round(width));
    if (next !== layout) endText();
    layout = next;
    let from = 0;
    for (const { table, rows } of tables.toSorted((a, b) => a.table.top - b.table.top)) {
      const to = lines.findIndex(({ baseline }, index) => index >= from && baseline > table.top);
      waiting.push(...lines.slice(from, to < 0 ? lines.length : to));
      from = to < 0 ? lines.length : to;
      endText();
      if (above && isSameGrid(above.columns, table.columns)) above.rows.push(...rows);
      else {
        above = { rows: [...rows], columns: table.columns };
        blocks.push({ kind: 'table', rows: above.rows, emptyMayBeMerged: false, place: { page: number } });
      }
    }
    waiting.push(...lines.slice(from));
  }
  endText();
  return blocks;
}

/** Pages of one width are set alike; an annex across the page is not. */
function layoutsByWidth(pages: readonly ReadPage[]): ReadonlyMap<number, Layout> {
  const lines = Map.groupBy(
    pages.flatMap((page) => page.lines.map((line) => ({ line, width: Math.round(page.width) }))),
    ({ width }) => width,
  );
  return new Map([...lines].map(([width, of]) => [width, layoutOf(of.map(({ line }) => line))]));
}

const isSameGrid = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((place, index) => Math.abs(place - (other[index] ?? 0)) < 6);
