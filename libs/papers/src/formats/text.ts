import { decodeText, readPlainText, type Paper } from '#decomposition';
import { UnreadablePaper } from '../unreadable-paper.js';

/** A .txt file, or text that was pasted. */
export function readText(bytes: Uint8Array): Paper {
  const text = decodeText(bytes);
  if (!isText(text)) throw new UnreadablePaper('PAPER.UNKNOWN_FORMAT');
  return readPlainText(text);
}

/** Any bytes are text to a decoder: what no keyboard writes shows that they were none. A few bad signs are a damaged text. */
function isText(text: string): boolean {
  const strange = text.match(/(?!\s)[\p{Cc}\ufffd]/gu)?.length ?? 0;
  return strange <= text.length / 50;
}
