import type { Outline, OutlineNode } from '../outline/outline.js';
import type { Footnotes } from '../notes/footnotes.js';
import { foldedOf, type Span } from '../text/line.js';
import type { KnownName } from '../units/list.js';
import { chunksOf, isNoted, type Chunk } from './chunks.js';
import { closesPaper } from './closing.js';

/** Shapes that number the steps of one measure, so that a note behind the last of them may be the note of all. */
const STEPS = new Set(['ordinal', 'circled', 'digit-bracket']);

/** Steps that follow one another in one line count as one item: 「一是……；二是……」. */
const INLINE_STEPS = new Set(['ordinal', 'circled']);

/** What is asked of the items of a part while its tasks are found; each answer is worked out once. */
export class PaperView {
  private readonly chunksOfNode = new Map<OutlineNode, Chunk[]>();
  private readonly notedNodes = new Map<OutlineNode, boolean>();
  private readonly lastNodes: ReadonlySet<OutlineNode>;
  private readonly noteBehindLastDigit: boolean;
  /** Whether the highest items are tasks themselves: 一、……（A负责）二、……。 */
  private readonly topItemsAreTasks: boolean;

  constructor(
    outline: Outline,
    readonly known: KnownName,
    readonly footnotes: Footnotes,
    /** Whether the paper names units in any note or table. */
    private readonly paperIsNoted: boolean,
  ) {
    this.lastNodes = new Set(lastPath(outline.nodes));
    this.noteBehindLastDigit = this.familiesAgree(outline.nodes);
    this.topItemsAreTasks = outline.nodes.some((node) => this.chunks(node).some(isNoted));
  }

  chunks(node: OutlineNode): Chunk[] {
    const known = this.chunksOfNode.get(node);
    if (known) return known;
    const chunks = this.chunksOf(node, node.spans);
    this.chunksOfNode.set(node, chunks);
    return chunks;
  }

  /** The same of other text than its own: of what stands below it as well. */
  chunksOf(node: OutlineNode, spans: readonly Span[]): Chunk[] {
    return chunksOf(spans, this.known, node.marker !== undefined, this.footnotes);
  }

  /** Whether a note names units of the item or of one below it. */
  isNoted(node: OutlineNode): boolean {
    const known = this.notedNodes.get(node);
    if (known !== undefined) return known;
    const noted = this.chunks(node).some(isNoted) || this.isNotedBelow(node);
    this.notedNodes.set(node, noted);
    return noted;
  }

  isNotedBelow(node: OutlineNode): boolean {
    return node.children.some((child) => this.isNoted(child));
  }

  /** Whether the note behind the last item below is the note of the whole. */
  isLifted(node: OutlineNode): boolean {
    return (
      this.hasNoteBehindLast(node) && (STEPS.has(node.children[0]?.marker?.shape ?? '') || this.noteBehindLastDigit)
    );
  }

  isLast(node: OutlineNode): boolean {
    return this.lastNodes.has(node);
  }

  /** In a paper that names units, a section without a single one is not a section of tasks for sure. */
  namesNobodyHere(node: OutlineNode): boolean {
    let top = node;
    while (top.parent) top = top.parent;
    const amongTasks = top.children.length === 0 && this.topItemsAreTasks;
    return this.paperIsNoted && !this.isNoted(top) && !amongTasks;
  }

  /** The text of an item, and what closes the paper behind it. */
  withoutClosing(node: OutlineNode, spans: readonly Span[]): { text: Span[]; closing: Span[] } {
    const at = this.lastNodes.has(node)
      ? spans.findIndex((span, index) => index > 0 && closesPaper(foldedOf(span)))
      : -1;
    return at < 0 ? { text: [...spans], closing: [] } : { text: spans.slice(0, at), closing: spans.slice(at) };
  }

  private hasNoteBehindLast(node: OutlineNode): boolean {
    const { children } = node;
    const last = children.at(-1);
    const lone = children.length < 2 && !INLINE_STEPS.has(last?.marker?.shape ?? '');
    if (lone || !last || this.chunks(node).some(isNoted)) return false;
    const lastChunks = this.chunks(last).filter(isNoted);
    return (
      lastChunks.length === 1 &&
      !this.isNotedBelow(last) &&
      children.every((child) => child === last || !this.isNoted(child))
    );
  }

  /** Whether lists of 1. 2. 3. in this paper carry their note behind the last item rather than one each. */
  private familiesAgree(nodes: readonly OutlineNode[]): boolean {
    let behindLast = 0;
    let others = 0;
    const look = (node: OutlineNode): void => {
      if (node.children[0]?.marker?.shape === 'digit' && node.depth > 1 && this.isNotedBelow(node)) {
        if (this.hasNoteBehindLast(node)) behindLast++;
        else others++;
      }
      node.children.forEach(look);
    };
    nodes.forEach(look);
    return behindLast > others;
  }
}

function lastPath(nodes: readonly OutlineNode[]): OutlineNode[] {
  const last = nodes.at(-1);
  return last ? [last, ...lastPath(last.children)] : [];
}
