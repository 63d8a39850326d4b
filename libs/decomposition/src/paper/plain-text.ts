import { takeFootnotes } from './foot-notes.js';
import type { Block, Footnote, Paper, Row } from './paper.js';
import { joinWrapped } from './wrapped.js';

/** What separates the cells of a row in text that was copied from a table. */
const CELL_SIGN = /\t|\s*[|｜]\s*/;

/** A line of a table: two cells at least. A ruler such as `|---|---|` carries nothing. */
const isRow = (line: string): boolean => /\t|^\s*[|｜].*[|｜]\s*$/.test(line);
const isRuler = (line: string): boolean => /^[\s|｜:+-]+$/.test(line) && line.includes('-');

/** The number of a page, alone on its line. */
const isPageNumber = (line: string): boolean =>
  /^\s*(?:[-—－–]\s*\d{1,4}\s*[-—－–]|第\s*\d{1,4}\s*页(?:\s*共\s*\d{1,4}\s*页)?)\s*$/.test(line);

/**
 * Text as a paper: a line is a paragraph, lines with tabs or bars are a table. Merged cells are lost in text: an empty cell may
 * be one.
 */
export function readPlainText(text: string): Paper {
  const blocks: Block[] = [];
  let rows: Row[] = [];
  const endTable = (): void => {
    if (rows.length > 0) blocks.push({ kind: 'table', rows, emptyMayBeMerged: true });
    rows = [];
  };
  const { lines, footnotes } = contentOf(text);
  for (const [index, line] of lines.entries()) {
    const between = isHeadingBetween(line, rows[0], lines[index + 1]);
    if (isRow(line)) rows.push(rowOf(line));
    else if (between) rows.push({ cells: [{ text: line.trim(), columnSpan: rows[0]?.cells.length ?? 1 }] });
    else {
      endTable();
      blocks.push({ kind: 'paragraph', text: line.trimEnd() });
    }
  }
  endTable();
  return { blocks, ...(footnotes.length > 0 && { footnotes }) };
}

/** Lines that say something, and the notes at the foot of each page. */
function contentOf(text: string): { lines: string[]; footnotes: Footnote[] } {
  const content: string[] = [];
  const footnotes: Footnote[] = [];
  let page: string[] = [];
  const endPage = (): void => {
    footnotes.push(...takeFootnotes(page));
    content.push(...page);
    page = [];
  };
  for (const part of text.replace(/^\ufeff/, '').split('\f')) {
    for (const line of part.split(/\r\n|[\n\r\u2028\u2029]/)) {
      if (isPageNumber(line)) endPage();
      else if (line.trim() !== '' && !(isRow(line) && isRuler(line))) page.push(line);
    }
    endPage();
  }
  return { lines: joinWrapped(content, isRow), footnotes };
}

function rowOf(line: string): Row {
  const bare = line.includes('\t') ? line : line.trim().replace(/^[|｜]|[|｜]$/g, '');
  return { cells: bare.split(CELL_SIGN).map((text) => ({ text: text.trim() })) };
}

/** A numbered heading between two rows of one table is a row of one cell that covers all columns. */
function isHeadingBetween(line: string, head: Row | undefined, next: string | undefined): boolean {
  if (!head || next === undefined || !isRow(next) || line.trim().length > 40) return false;
  const another = rowOf(next).cells[0]?.text === head.cells[0]?.text; // a second table begins with the same head
  return !another && /^\s*(?:[一二三四五六七八九十]+\s*、|[（(][一二三四五六七八九十]+[）)])[^。]*$/.test(line);
}
