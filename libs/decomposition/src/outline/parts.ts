import type { ReasonName } from '../coverage/reasons.js';
import { furnitureOf } from '../head/furniture.js';
import type { Item } from '../text/lines.js';
import type { Line } from '../text/line.js';
import { annexLine, continuesList } from './annexes.js';
import { markerAt } from './markers.js';

/** A line that belongs to the paper's frame, and why. */
export interface FrameLine {
  readonly line: Line;
  readonly reason: ReasonName;
}

/** The paper itself or one annex. */
export interface Part {
  /** 「1」 of 附件1; empty for the paper itself. */
  readonly annex: string;
  readonly title: string;
  /** Lines and tables that are left when the frame is taken away. */
  readonly items: Item[];
}

const isLine = (item: Item | undefined): item is Line => item !== undefined && 'raw' in item;

/** Cuts the paper at its annexes and takes the frame away. */
export function partsOf(items: readonly Item[]): { parts: Part[]; frame: FrameLine[] } {
  const parts: Part[] = [{ annex: '', title: '', items: [] }];
  const frame: FrameLine[] = [];
  let before: ReasonName | undefined;
  let belowTable = false;
  for (const [index, item] of items.entries()) {
    if (!isLine(item)) {
      parts.at(-1)?.items.push(item);
      before = undefined;
      belowTable = true;
      continue;
    }
    const next = items[index + 1];
    belowTable &&= remarks(item.text.trim(), before);
    before = belowTable ? 'table-remark' : frameReason(item, next, before, parts);
    if (before) frame.push({ line: item, reason: before });
    else parts.at(-1)?.items.push(item);
  }
  return { parts: parts.filter((part) => part.items.length > 0), frame };
}

/** 「注：1.……」 below a table, and the lines that count on from it. */
function remarks(text: string, before: ReasonName | undefined): boolean {
  return /^(?:备?注|说明|填表说明|附注) ?\d? ?[:.]/.test(text) || (before === 'table-remark' && continuesRemark(text));
}

const continuesRemark = (text: string): boolean => markerAt(text)?.shape === 'digit' && text.length <= 80;

function frameReason(
  line: Line,
  next: Item | undefined,
  before: ReasonName | undefined,
  parts: Part[],
): ReasonName | undefined {
  const text = line.text.trim();
  const nextText = isLine(next) ? next.text.trim() : undefined;
  const annex = line.numbering === '' ? annexLine(text, nextText, next !== undefined && !isLine(next)) : undefined;
  if (annex?.begins) {
    parts.push({ annex: annex.number === '' ? '0' : annex.number, title: annex.title, items: [] });
    return 'annex-heading';
  }
  if (annex || (before === 'attachment-list' && continuesList(text))) return 'attachment-list';
  return furnitureOf(text, { before, next: nextText ?? '' });
}
