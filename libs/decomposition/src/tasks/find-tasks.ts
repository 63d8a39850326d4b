import { prologueReason } from '../head/head.js';
import type { Footnotes } from '../notes/footnotes.js';
import { outlineOf, type Outline, type PlacedTable } from '../outline/outline.js';
import type { Part } from '../outline/parts.js';
import type { Paper } from '../paper/paper.js';
import { readTable } from '../tables/rows.js';
import { trimmed, type Span } from '../text/line.js';
import type { KnownName } from '../units/list.js';
import { chunksOf, isNoted, isTitle } from './chunks.js';
import { Collector } from './collector.js';
import { EMPTY, spansOfNote } from './draft.js';
import { readsLikeDuty } from './duties.js';
import { OutlineReader } from './from-outline.js';
import { readTaskTable, type TablePlace } from './from-table.js';
import { titleOf } from './titles.js';
import { PaperView } from './view.js';

/** Annexes that hold tasks even where the paper names no unit at all. */
const LISTS_TASKS = /任务|措施|清单|分工|台账|方案|计划|要点/;

/** Finds the tasks of all parts and says of the rest why it is none. */
export function findTasks(
  paper: Paper,
  parts: readonly Part[],
  known: KnownName,
  footnotes: Footnotes,
): { collector: Collector; outlines: Outline[] } {
  const outlines = parts.map(({ items }) => outlineOf(items));
  const collector = new Collector();
  const paperIsNoted = parts.some((_, part) => namesUnits(paper, outlines[part], known, footnotes));
  const hasItems = outlines.some(({ nodes, tables }) => nodes.length + tables.length > 0);
  const plan = outlines.findIndex(({ nodes }) => nodes.length > 0); // the paper itself may be no more than a letter
  for (const [part, outline] of outlines.entries()) {
    readPrologue({ prologue: outline.prologue, part, hasItems }, known, footnotes, collector);
    const unclear = !paperIsNoted && part !== plan && !LISTS_TASKS.test(titleOfPart(parts[part], outline));
    const kind = part !== plan && /指标/.test(titleOfPart(parts[part], outline)) ? 'indicator' : 'task';
    const view = new PaperView(outline, known, footnotes, paperIsNoted || unclear);
    new OutlineReader(view, collector, part, kind).read(outline.nodes);
    for (const each of outline.tables)
      readTableBelow(paper, each, { part, annex: parts[part]?.annex ?? '' }, known, footnotes, collector);
  }
  return { collector, outlines };
}

/** The tasks of a table; an item that holds nothing else is its heading. */
function readTableBelow(
  paper: Paper,
  { table, below }: PlacedTable,
  place: Pick<TablePlace, 'part' | 'annex'>,
  known: KnownName,
  footnotes: Footnotes,
  into: Collector,
): void {
  const block = paper.blocks[table];
  if (block?.kind !== 'table' || !readTable(block)) return;
  if (below && isTitle(below.spans) && below.children.length === 0) into.exclude('heading', below.head);
  const section = below ? titleOf([below.head]).title : '';
  readTaskTable(block, { ...place, block: table, section }, known, footnotes, into);
}

function titleOfPart(part: Part | undefined, { prologue }: Outline): string {
  return [part?.title ?? '', ...prologue.slice(0, 3).map(({ line }) => line.text)].join(' ');
}

/** Whether a part names units in any note or table. */
function namesUnits(paper: Paper, outline: Outline | undefined, known: KnownName, footnotes: Footnotes): boolean {
  if (!outline) return false;
  const view = new PaperView(outline, known, footnotes, false);
  if (outline.nodes.some((node) => view.isNoted(node))) return true;
  return outline.tables.some(({ table }) => {
    const block = paper.blocks[table];
    return block?.kind === 'table' && readTable(block) !== undefined;
  });
}

/** Text before the first item: the head of the paper, or tasks where a paper numbers nothing. */
function readPrologue(
  { prologue, part, hasItems }: { prologue: readonly Span[]; part: number; hasItems: boolean },
  known: KnownName,
  footnotes: Footnotes,
  into: Collector,
): void {
  const chunks = chunksOf(prologue, known, false, footnotes);
  if (!chunks.some(isNoted)) {
    // Where no item follows, prose is all that the paper asks: it stays open.
    const mayAsk = (span: Span): boolean => !isFrame(span) && (!hasItems || readsLikeDuty(span, known));
    for (const span of prologue) if (!mayAsk(span)) into.exclude(prologueReason(span), trimmed(span));
    return;
  }
  for (const chunk of chunks) {
    const first = chunk.text.findIndex((span) => !isFrame(span));
    for (const span of first < 0 ? chunk.text : chunk.text.slice(0, first)) into.exclude(prologueReason(span), span);
    const text = first < 0 ? [] : chunk.text.slice(first);
    if (!isNoted(chunk)) into.exclude('preamble', ...text.filter((span) => !readsLikeDuty(span, known)));
    else if (text.length > 0) {
      const { title } = titleOf(text);
      into.add(
        { ...EMPTY, kind: 'task', origin: 'note', part, number: '', title, text, notes: chunk.notes },
        ...text,
        ...chunk.notes.flatMap(spansOfNote),
      );
    }
  }
}

const isFrame = (span: Span): boolean => prologueReason(span) !== 'preamble';
