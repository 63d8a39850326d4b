import type { ReasonName } from '../coverage/reasons.js';
import type { FoundNote } from '../notes/find.js';
import type { OutlineNode } from '../outline/outline.js';
import type { MarkerShape } from '../outline/markers.js';
import { sectionReason } from '../outline/sections.js';
import { foldedOf, rawOf, type Span } from '../text/line.js';
import { unitsInText } from '../units/in-text.js';
import type { NamedUnit } from '../units/list.js';
import { isLeadIn, isNoted, isTitle, type Chunk } from './chunks.js';
import type { Collector } from './collector.js';
import { EMPTY, spansOfNote, type Draft, type Origin, type TaskKind } from './draft.js';
import { isTaskByItself, namesLeadInText, readsLikeDuty, saysUntilWhen } from './duties.js';
import { unitHeading } from './unit-heading.js';
import { headingText, titleOf } from './titles.js';
import type { PaperView } from './view.js';

/** What holds for an item because of the items above it. */
interface Above {
  readonly reason?: ReasonName;
  readonly headUnits: readonly NamedUnit[];
  readonly headNotes: readonly FoundNote[];
  readonly parent?: Draft;
}

/** Items of these shapes belong to the sentence above them unless notes stand behind them. */
const ABSORBED: ReadonlySet<MarkerShape> = new Set(['ordinal', 'circled', 'digit-bracket']);

/** 「第三条 本措施自……起施行」 */
const TAKES_EFFECT = /^ *本[^,。;]{2,12}(?:自|有效期)[^。;]{2,24}(?:施行|实施|执行|生效|有效|年)/;
/** A title that says until when is itself the duty, whatever stands below it. */
const isHeading = (text: readonly Span[]): boolean => isTitle(text) && !text.some(saysUntilWhen);

/** Finds the tasks among the items of one part. */
export class OutlineReader {
  constructor(
    private readonly view: PaperView,
    private readonly into: Collector,
    private readonly part: number,
    private readonly kind: TaskKind,
  ) {}

  read(nodes: readonly OutlineNode[]): void {
    for (const node of nodes) this.visit(node, { headUnits: [], headNotes: [] });
  }

  private visit(node: OutlineNode, above: Above): void {
    const chunks = this.view.chunks(node);
    if (this.view.isLifted(node)) this.lifted(node, above);
    else if (chunks.some(isNoted)) this.noted(node, chunks, above);
    else if (this.view.isNotedBelow(node)) {
      this.heading(node, 'lead-in');
      this.visitChildren(node, above);
    } else this.unnoted(node, above);
  }

  private visitChildren(node: OutlineNode, above: Above): void {
    const reason = sectionReason(headingText(node.head)) ?? above.reason;
    const units = unitHeading(node, this.view.known);
    const next: Above = { ...above, ...(reason && { reason }), ...(units.length > 0 && { headUnits: units }) };
    for (const child of node.children) this.visit(child, next);
  }

  private heading(node: OutlineNode, rest: ReasonName): void {
    this.into.exclude('heading', node.head);
    this.into.exclude(rest, ...node.spans.slice(1));
  }

  /** The note behind the last of its items is the note of them all. */
  private lifted(node: OutlineNode, above: Above): void {
    const chunks = subtree(node).flatMap((each) => this.view.chunks(each));
    const text = chunks.flatMap((chunk) => chunk.text);
    this.draft(
      node,
      'lifted-note',
      text,
      chunks.flatMap((chunk) => chunk.notes),
      above,
    );
  }

  private noted(node: OutlineNode, chunks: readonly Chunk[], above: Above): void {
    const childrenNoted = node.children.some((child) => this.view.isNoted(child));
    const [first] = chunks;
    if (!childrenNoted && chunks.length === 1 && first && isHeading(first.text) && this.sharesNote(node)) {
      this.heading(node, 'lead-in');
      for (const child of node.children) this.unnoted(child, { ...above, headNotes: first.notes });
      return;
    }
    let last: Draft | undefined;
    for (const chunk of chunks) {
      if (isNoted(chunk))
        last = this.draft(node, 'note', this.withChildren(node, chunk, chunks, childrenNoted), chunk.notes, above);
      else this.leftOver(node, chunk);
    }
    if (childrenNoted && last) this.visitChildren(node, { ...above, parent: last });
  }

  private sharesNote(node: OutlineNode): boolean {
    return node.children.some(({ marker }) => !marker || !ABSORBED.has(marker.shape));
  }

  /** Items below that name nobody say how the task above them is done. */
  private withChildren(node: OutlineNode, chunk: Chunk, chunks: readonly Chunk[], childrenNoted: boolean): Span[] {
    const isLast = chunk === chunks.findLast(isNoted);
    if (childrenNoted || !isLast) return chunk.text;
    return [...chunk.text, ...node.children.flatMap((child) => subtree(child).flatMap(({ spans }) => spans))];
  }

  /** Text behind the last note: the end of the paper behind its last item, else left open. */
  private leftOver(node: OutlineNode, chunk: Chunk): void {
    this.into.exclude('paper-rule', ...chunk.notes.map(({ span }) => span));
    if (isLeadIn(chunk) && node.children.length > 0) this.into.exclude('lead-in', ...chunk.text);
    else if (this.view.isLast(node)) this.into.exclude('closing', ...chunk.text);
  }

  private unnoted(node: OutlineNode, above: Above): void {
    const units = unitHeading(node, this.view.known);
    const reason = this.reasonOf(node, above);
    if (units.length > 0 || above.headUnits.length > 0 || above.headNotes.length > 0) {
      this.leaves(node, { ...above, headUnits: units.length > 0 ? units : above.headUnits });
    } else if (this.view.namesNobodyHere(node)) {
      if (reason) this.excludeUnnamed(node, reason, above);
      else if (this.namesUnitsInText(node)) this.leaves(node, above); // else left open: units are named elsewhere
    } else if (reason && !subtree(node).some(({ spans }) => spans.some(namesLeadInText))) this.excludeAll(node, reason);
    else this.leaves(node, above);
  }

  private reasonOf(node: OutlineNode, above: Above): ReasonName | undefined {
    if (TAKES_EFFECT.test(foldedOf(node.head))) return 'effective-date';
    return sectionReason(headingText(node.head), this.view.namesNobodyHere(node)) ?? above.reason;
  }

  /**
   * What says who leads and until when is a task, whatever the title of its section says; what only reads like a duty, or like a
   * note that could not be read as one, stays open.
   */
  private excludeUnnamed(node: OutlineNode, reason: ReasonName, above: Above): void {
    for (const each of subtree(node)) {
      const { spans } = each;
      if (spans.some((span) => isTaskByItself(span, this.view.known))) {
        this.leaf(each, this.view.withoutClosing(each, spans).text, above);
        continue;
      }
      this.into.exclude(reason, ...spans.filter((span) => !readsLikeDuty(span, this.view.known)));
    }
  }

  private namesUnitsInText(node: OutlineNode): boolean {
    return subtree(node).some(({ spans }) =>
      spans.some((span) => unitsInText(rawOf(span), foldedOf(span), this.view.known) !== undefined),
    );
  }

  private excludeAll(node: OutlineNode, reason: ReasonName): void {
    for (const { spans } of subtree(node)) this.into.exclude(reason, ...spans);
  }

  /** Items without a note: the lowest that are more than a part of a sentence. */
  private leaves(node: OutlineNode, above: Above): void {
    const own = node.children.filter(({ marker }) => node.depth === 1 || !marker || !ABSORBED.has(marker.shape));
    if (own.length > 0 && own.length === node.children.length) {
      this.heading(node, 'lead-in');
      for (const child of node.children) this.unnoted(child, above);
      return;
    }
    const spans = subtree(node).flatMap((each) => each.spans);
    const { text, closing } = this.view.withoutClosing(node, spans);
    this.into.exclude('closing', ...closing);
    const isUnits = unitHeading(node, this.view.known).length > 0;
    if (isUnits && text.length > 1) this.duties(node, text, above);
    else this.leaf(node, text, above);
  }

  /** What names no unit may still say until when, or who answers for it: that is no text of the task. */
  private leaf(node: OutlineNode, spans: readonly Span[], above: Above): void {
    const chunks = this.view.chunksOf(node, spans);
    const text = chunks.flatMap((chunk) => chunk.text);
    const notes = chunks.flatMap((chunk) => chunk.notes);
    if (text.length === 0) this.draft(node, originOf(above), spans, above.headNotes, above);
    else this.draft(node, originOf(above), text, [...above.headNotes, ...notes], above);
  }

  /** Below a unit's name every paragraph is a duty of it. */
  private duties(node: OutlineNode, [head, ...text]: readonly Span[], above: Above): void {
    if (head) this.into.exclude('heading', head);
    for (const span of text) this.draft(node, 'unit-heading', [span], [], above);
  }

  private draft(
    node: OutlineNode,
    origin: Origin,
    text: readonly Span[],
    notes: readonly FoundNote[],
    above: Above,
  ): Draft {
    const { title, line } = titleOf(text);
    const below = text.flatMap((span) => this.view.footnotes.notesIn(span));
    const allNotes = [...notes, ...below.filter(({ inner }) => !notes.some((note) => note.inner.line === inner.line))];
    const [section = '', subsection = ''] = pathOf(node);
    const draft: Draft = {
      ...EMPTY,
      kind: above.parent && this.kind === 'task' ? 'measure' : this.kind,
      origin,
      part: this.part,
      node,
      number: node.marker?.number ?? '',
      ...(above.parent && { parent: above.parent }),
      section,
      subsection,
      title,
      text: line ? text.slice(1) : text,
      ...(line && { titleLine: line }),
      notes: allNotes,
      headUnits: above.headUnits,
    };
    return this.into.add(draft, ...text, ...allNotes.flatMap(spansOfNote));
  }
}

function originOf({ headUnits, headNotes }: Above): Origin {
  if (headNotes.length > 0) return 'heading-note';
  return headUnits.length > 0 ? 'unit-heading' : 'no-note';
}

function subtree(node: OutlineNode): OutlineNode[] {
  return [node, ...node.children.flatMap(subtree)];
}

/** Headings above an item, with their numbers, the highest first. */
function pathOf(node: OutlineNode): string[] {
  const path: string[] = [];
  for (let above = node.parent; above; above = above.parent) {
    const { line, from, to } = above.head;
    const number = line.raw.slice(Math.max(0, from - (above.marker?.length ?? 0)), from).trim() || line.numbering;
    path.unshift(number + titleOf([{ line, from, to }]).title);
  }
  return path;
}
