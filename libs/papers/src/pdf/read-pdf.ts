import type { Block, Footnote, Paper, Row } from '#decomposition';
import type { Budget } from '../budget.js';
import { Assembler } from './assembler.js';
import { isInside, rowsOf } from './cells.js';
import { pagesOf } from './document.js';
import { furnitureOf } from './furniture.js';
import { takeFootnotes } from './footnotes.js';
import { linesOf } from './lines.js';
import type { Page, TextLine } from './page.js';
import { withRaisedMarks } from './raised.js';
import { layoutOf, type Layout } from './paragraphs.js';
import { tablesOf, type RuledTable } from './tables.js';
import { refuseWithoutText } from './text-layer.js';

/** Reads the text layer of a PDF: lines put together to paragraphs, and tables whose lines are drawn. */
export async function readPdf(bytes: Uint8Array, budget: Budget, onShare: (share: number) => void): Promise<Paper> {
  const pages: Page[] = [];
  for await (const page of pagesOf(bytes, budget, onShare)) pages.push(page);
  refuseWithoutText(pages);
  const read = pages.map(readPage);
  const furniture = furnitureOf(read);
  const footnotes: Footnote[] = [];
  const kept = read.map((page) => {
    const taken = takeFootnotes(page.lines.filter((line) => !furniture.has(line)));
    footnotes.push(...taken.footnotes);
    return { ...page, lines: taken.lines };
  });
  for (const { tables } of kept) for (const { table } of tables) budget.takeCells(table.cells.length);
  return { blocks: blocksOf(kept), ...(footnotes.length > 0 && { footnotes }) };
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
  const outside = withRaisedMarks(page.fragments).filter(
    (fragment) => !tables.some(({ table }) => isInside(fragment, table)),
  );
  const { width, height, number } = page;
  return { width, height, number, lines: linesOf(outside, number), tables };
}

/** Text and tables in the order of the paper. */
function blocksOf(pages: readonly ReadPage[]): Block[] {
  const layouts = layoutsByWidth(pages);
  const assembler = new Assembler();
  for (const page of pages) {
    assembler.turnTo(page.number, layouts.get(Math.round(page.width)));
    let from = 0;
    for (const { table, rows } of page.tables.toSorted((a, b) => a.table.top - b.table.top)) {
      const below = page.lines.findIndex(({ baseline }, index) => index >= from && baseline > table.top);
      const to = below < 0 ? page.lines.length : below;
      assembler.addLines(page.lines.slice(from, to));
      assembler.addTable(table, rows);
      from = to;
    }
    assembler.addLines(page.lines.slice(from));
  }
  return assembler.end();
}

/** Pages of one width are set alike; an annex across the page is not. */
function layoutsByWidth(pages: readonly ReadPage[]): ReadonlyMap<number, Layout> {
  const lines = Map.groupBy(
    pages.flatMap((page) => page.lines.map((line) => ({ line, width: Math.round(page.width) }))),
    ({ width }) => width,
  );
  return new Map(
    [...lines].map(([width, of]) => [
      width,
      layoutOf(
        of.map(({ line }) => line),
        width,
      ),
    ]),
  );
}
