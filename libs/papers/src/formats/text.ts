import { decodeText, readPlainText, type Paper } from '#decomposition';
import type { Budget } from '../budget.js';
import { UnreadablePaper } from '../unreadable-paper.js';

/** A .txt file, or text that was pasted. */
export function readText(bytes: Uint8Array, budget: Budget): Paper {
  const text = decodeText(bytes);
  if (!isText(text)) throw new UnreadablePaper('PAPER.UNKNOWN_FORMAT');
  budget.takeText(text);
  return readPlainText(text);
}

/** Any bytes are text to a decoder: what no keyboard writes shows that they were none. A few bad signs are a damaged text. */
function isText(text: string): boolean {
  const strange = text.match(/(?!\s)[\p{Cc}\ufffd]/gu)?.length ?? 0;
  return strange <= text.length / 50;
}
