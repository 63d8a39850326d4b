import { decodeText, type Paper } from '#decomposition';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { Budget } from '../budget.js';
import { HtmlWalker } from './walker.js';

/** Reads a page that was saved, or a paper that was exported as one. */
export function readHtml(bytes: Uint8Array, budget: Budget): Paper {
  const document = parse(decodeHtml(bytes));
  const walker = new HtmlWalker(budget);
  walker.read(contentOf(document, budget));
  return { blocks: walker.blocks };
}

/** By what the page says of itself; a page that says nothing is read as any text. */
function decodeHtml(bytes: Uint8Array): string {
  const begin = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  const label = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(begin)?.[1];
  if (label === undefined || /^(?:utf-?8|gb)/i.test(label)) return decodeText(bytes); // it tells these apart, and pages err
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return decodeText(bytes); // no encoding has that name
  }
}

type Node = DefaultTreeAdapterTypes.Node;

/** The part of a page that it marks as its content, where it marks exactly one. */
function contentOf(document: DefaultTreeAdapterTypes.Document, budget: Budget): Node {
  for (const name of ['article', 'main']) {
    const [only, ...others] = named(name, document, budget);
    if (only && others.length === 0) return only;
  }
  return document;
}

/** Without recursion: a page may nest deeper than the stack. */
function named(name: string, root: Node, budget: Budget): Node[] {
  const found: Node[] = [];
  let level: Node[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    budget.checkDepth(depth);
    found.push(...level.filter(({ nodeName }) => nodeName === name));
    level = level.flatMap((node) => ('childNodes' in node && node.nodeName !== name ? node.childNodes : []));
  }
  return found;
}
