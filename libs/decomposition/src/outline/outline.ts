import type { Item } from '../text/lines.js';
import type { Line, Span } from '../text/line.js';
import { inlineItems } from './inline-items.js';
import { markerAt, type Marker, type MarkerShape } from './markers.js';

/** An item of the paper with what stands below it. */
export interface OutlineNode {
  readonly marker?: Marker;
  /** What stands behind the number, up to the end of its line. */
  readonly head: Span;
  /** All of its own text: the head and the paragraphs before its first child. */
  readonly spans: Span[];
  readonly children: OutlineNode[];
  readonly parent?: OutlineNode;
  /** 1 for the highest. */
  readonly depth: number;
}

export interface PlacedTable {
  readonly table: number;
  /** The item that the table stands below. */
  readonly below?: OutlineNode;
  /** The last line before it, which may be its title. */
  readonly lineBefore?: Line;
}

export interface Outline {
  /** Text before the first item. */
  readonly prologue: Span[];
  readonly nodes: OutlineNode[];
  readonly tables: PlacedTable[];
}

type Shape = MarkerShape | `heading-${number}`;

/** Builds the tree of items. A shape that is in use already goes on there; a new one opens a level below. */
export function outlineOf(items: readonly Item[]): Outline {
  const outline: Outline = { prologue: [], nodes: [], tables: [] };
  const open: { shape: Shape; node: OutlineNode }[] = [];
  let lineBefore: Line | undefined;
  for (const item of items) {
    if (!('raw' in item)) {
      const below = open.at(-1)?.node;
      outline.tables.push({ table: item.table, ...(below && { below }), ...(lineBefore && { lineBefore }) });
      continue;
    }
    lineBefore = item;
    if (outline.nodes.length === 0 && isTitle(item, items))
      outline.prologue.push({ line: item, from: 0, to: item.text.length });
    else for (const piece of piecesOf(item)) place(piece, outline, open);
  }
  return outline;
}

const TITLE = /关于.{2,}的|(?:通知|意见|方案|计划|规划|要点|办法|决定)(?:\([^()]*\))?$/;

/** A paper's title may be declared a heading. It is the only one of its level; the items below it are not in it. */
function isTitle({ headingLevel, numbering, text }: Line, items: readonly Item[]): boolean {
  if (headingLevel === undefined || numbering !== '' || markerAt(text.trim()) || !TITLE.test(text.trim())) return false;
  return items.filter((item) => 'raw' in item && item.headingLevel === headingLevel).length === 1;
}

interface Piece {
  readonly marker?: Marker;
  readonly shape?: Shape;
  readonly span: Span;
}

/** A line is one piece, or several where items follow one another in it. */
function piecesOf(line: Line): Piece[] {
  const indent = line.text.length - line.text.trimStart().length;
  const numbered = markerAt(line.numbering);
  const own = numbered ? { ...numbered, length: 0 } : markerAt(line.text.slice(indent, indent + 40));
  const starts = inlineItems(line.text, own && { ...own, length: own.length + indent });
  const bounds = [...starts.map(({ at }) => at), line.text.length];
  const first: Piece = {
    ...(own && { marker: own, shape: own.shape }),
    ...(!own && line.headingLevel !== undefined && { shape: `heading-${line.headingLevel}` as const }),
    span: { line, from: indent + (own?.length ?? 0), to: bounds[0] ?? line.text.length },
  };
  const others = starts.map(({ at, marker }, index): Piece => ({
    marker,
    shape: marker.shape,
    span: { line, from: at + marker.length, to: bounds[index + 1] ?? line.text.length },
  }));
  return [first, ...others];
}

function place({ marker, shape, span }: Piece, outline: Outline, open: { shape: Shape; node: OutlineNode }[]): void {
  if (!shape) {
    (open.at(-1)?.node.spans ?? outline.prologue).push(span);
    return;
  }
  const level = open.findIndex((each) => each.shape === shape);
  if (level >= 0) open.length = level;
  if (shape === 'part') open.length = 0; // a new part is above whatever was numbered before it
  const parent = open.at(-1)?.node;
  const node: OutlineNode = {
    ...(marker && { marker }),
    head: span,
    spans: [span],
    children: [],
    ...(parent && { parent }),
    depth: open.length + 1,
  };
  (parent?.children ?? outline.nodes).push(node);
  open.push({ shape, node });
}
