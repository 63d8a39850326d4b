import { UnreadablePaper } from '../unreadable-paper.js';
import type { Page } from './page.js';

/** A page of a scan may carry the mark of the program that made it, and no more. */
const FEW = 30;

/** Refuses pages that are pictures, and text layers that say nothing. */
export function refuseWithoutText(pages: readonly Page[]): void {
  const pictures = pages.filter((page) => page.hasPicture && textOf(page).length < FEW);
  if (pictures.length > pages.length / 2)
    throw new UnreadablePaper('PAPER.SCANNED', `${pictures.length} of ${pages.length} pages`);
  const text = pages.map(textOf).join('');
  const unknown = text.match(/[\ufffd\p{Co}\p{Cc}]/gu)?.length ?? 0; // a font that does not tell which signs it shows
  if (unknown > text.length / 5) throw new UnreadablePaper('PAPER.SCANNED', 'its fonts do not tell their characters');
}

const textOf = ({ fragments }: Page): string => fragments.map(({ text }) => text.trim()).join('');
