import { raisedMark, type Block } from '#decomposition';
import type { DefaultTreeAdapterTypes } from 'parse5';
import { mergedRows, textOf, type RawCell } from '../blocks.js';
import type { Budget } from '../budget.js';
import { listNumber } from './list-numbers.js';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** What a page shows around the paper or not at all. */
const LEFT_OUT: ReadonlySet<string> = new Set(
  `head script style noscript template iframe object svg math audio video canvas nav aside footer button select textarea
  input rt rp del s strike`.split(/\s+/),
);
const BLOCKS: ReadonlySet<string> = new Set(
  `p div section article main header body html li ul ol dl dt dd pre h1 h2 h3 h4 h5 h6 blockquote center address figure
  figcaption caption hr fieldset details summary form table tbody thead tfoot tr td th`.split(/\s+/),
);

/** Walks a page and writes down what it shows, as paragraphs and tables. */
export class HtmlWalker {
  readonly blocks: Block[] = [];
  private line = '';
  private numbering = '';
  private headingLevel: number | undefined;
  private readonly lists: { next: number; step: number; style: string }[] = [];

  constructor(
    private readonly budget: Budget,
    private readonly depthAbove = 0,
  ) {}

  read(root: Node): void {
    this.walk(root, this.depthAbove);
    this.endParagraph();
  }

  private walk(node: Node, depth: number): void {
    this.budget.checkDepth(depth);
    if ('value' in node) this.write(node.value.replace(/[ \t\r\n\f]+/g, ' '));
    else if (!('tagName' in node)) this.walkChildren(node, depth);
    else if (!isShown(node)) return;
    else if (node.tagName === 'br') this.line += '\n';
    else if (node.tagName === 'table') this.readTable(node, depth);
    else if (node.tagName === 'sup') this.walkRaised(node, depth);
    else if (BLOCKS.has(node.tagName)) this.walkBlock(node, depth);
    else this.walkChildren(node, depth);
  }

  private walkChildren(node: Node, depth: number): void {
    if ('childNodes' in node) for (const child of node.childNodes) this.walk(child, depth + 1);
  }

  /** The mark of a footnote stays above the line: 「10个<sup>1</sup>」 is not 101. */
  private walkRaised(element: Element, depth: number): void {
    const from = this.line.length;
    this.walkChildren(element, depth);
    const mark = raisedMark(this.line.slice(from));
    if (mark !== undefined) this.line = this.line.slice(0, from) + mark;
  }

  private write(text: string): void {
    this.budget.takeText(text);
    this.line += text;
  }

  private walkBlock(element: Element, depth: number): void {
    this.endParagraph();
    const { tagName } = element;
    if (tagName === 'ol' || tagName === 'ul') this.lists.push(listOf(element));
    if (tagName === 'li') this.numbering = this.nextNumber(element);
    if (/^h[1-6]$/.test(tagName)) this.headingLevel = Number(tagName.slice(1));
    this.walkChildren(element, depth);
    this.endParagraph();
    if (tagName === 'li') this.numbering = ''; // an item that shows nothing leaves its number to nobody
    if (tagName === 'ol' || tagName === 'ul') this.lists.pop();
  }

  private nextNumber(item: Element): string {
    const list = this.lists.at(-1);
    if (!list || list.step === 0) return '';
    const own = Number.parseInt(attributeOf(item, 'value') ?? '', 10);
    if (Number.isSafeInteger(own)) list.next = own;
    const value = list.next;
    list.next += list.step;
    return listNumber(value, list.style);
  }

  private endParagraph(): void {
    const text = this.line.replace(/ *\n */g, '\n').trim();
    this.line = '';
    if (text === '') return;
    const { numbering, headingLevel } = this;
    this.numbering = '';
    this.headingLevel = undefined;
    this.blocks.push({
      kind: 'paragraph',
      text,
      ...(numbering !== '' && { numbering }),
      ...(headingLevel !== undefined && { headingLevel }),
    });
  }

  private readTable(table: Element, depth: number): void {
    this.endParagraph();
    const rows = rowsOf(table).map((row) => row.map((cell) => this.readCell(cell, depth)));
    const only = rows[0]?.[0];
    if (rows.length === 1 && rows[0]?.length === 1 && only)
      this.blocks.push(...only.blocks); // a frame around text
    else if (rows.length > 0)
      this.blocks.push({ kind: 'table', rows: mergedRows(withinTable(rows)), emptyMayBeMerged: false });
  }

  private readCell(cell: Element, depth: number): RawCell & { blocks: readonly Block[] } {
    this.budget.takeCells(1);
    const inside = new HtmlWalker(this.budget, depth + 1);
    for (const child of cell.childNodes) inside.walk(child, depth + 1);
    inside.endParagraph();
    return {
      text: textOf(inside.blocks),
      blocks: inside.blocks,
      columnSpan: spanOf(cell, 'colspan', 1),
      rowSpan: spanOf(cell, 'rowspan', Number.POSITIVE_INFINITY),
      goesOn: false,
    };
  }
}

/** Rows of a table in order, those of tables inside its cells left out. */
function rowsOf(table: Element): Element[][] {
  return table.childNodes
    .flatMap((node) => (isElement(node, 'tbody', 'thead', 'tfoot') ? node.childNodes : [node]))
    .filter((node) => isElement(node, 'tr'))
    .map((row) => row.childNodes.filter((node) => isElement(node, 'td', 'th')))
    .filter((cells) => cells.length > 0);
}

/** No cell reaches below its table; `rowspan="0"` reaches to its end. */
function withinTable<Cell extends RawCell>(rows: readonly (readonly Cell[])[]): Cell[][] {
  return rows.map((row, index) =>
    row.map((cell) => ({ ...cell, rowSpan: Math.min(cell.rowSpan, rows.length - index) })),
  );
}

function listOf(element: Element): { next: number; step: number; style: string } {
  const isOrdered = element.tagName === 'ol';
  const start = Number.parseInt(attributeOf(element, 'start') ?? '1', 10);
  const style = /list-style(?:-type)?\s*:\s*([\w-]+)/i.exec(attributeOf(element, 'style') ?? '')?.[1];
  const step = attributeOf(element, 'reversed') === undefined ? 1 : -1;
  return { next: start || 1, step: isOrdered ? step : 0, style: style ?? attributeOf(element, 'type') ?? '1' };
}

function spanOf(cell: Element, name: string, zero: number): number {
  const span = Number.parseInt(attributeOf(cell, name) ?? '1', 10);
  return span === 0 ? zero : Math.min(Math.max(span || 1, 1), 10_000);
}

function isShown(element: Element): boolean {
  const style = attributeOf(element, 'style') ?? '';
  return (
    !LEFT_OUT.has(element.tagName) &&
    attributeOf(element, 'hidden') === undefined &&
    !/display\s*:\s*none|visibility\s*:\s*hidden/i.test(style)
  );
}

const attributeOf = (element: Element, name: string): string | undefined =>
  element.attrs.find((attribute) => attribute.name === name)?.value;

function isElement(node: Node, ...names: string[]): node is Element {
  return 'tagName' in node && names.includes(node.tagName);
}
