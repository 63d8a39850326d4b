import type { Item } from '../text/lines.js';
import type { Line } from '../text/line.js';
import { RAISED, raisedMark } from '../text/raised.js';
import { labelAt } from './tokens.js';
import { explains } from './explains.js';

/** A line of the paper itself that is a footnote, as pages of the web have them below their text. */
export interface NoteLine {
  readonly mark: string;
  readonly line: Line;
}

const RAISED_MARK = new RegExp(`[${RAISED}]+`, 'g');
const BEGINS = new RegExp(`^ *([${RAISED}]+)`);
/** The mark on the line, as some pages write it before the note: `1.`, `(1)`, `注1:`. */
const BEGINS_FLAT = /^ *(?:注 ?)?(\(?\d{1,3}\)?) ?[.、:]? */;

/** Takes the lines out that are footnotes: they begin with a mark that stands above the line in the text before them. */
export function withoutNoteLines(items: readonly Item[]): { items: Item[]; notes: NoteLine[] } {
  const referred = new Set<string>();
  const notes: NoteLine[] = [];
  const rest = items.filter((item) => {
    const mark = 'raw' in item ? noteMark(item, referred) : undefined;
    if (mark !== undefined && 'raw' in item) notes.push({ mark, line: item });
    else if ('raw' in item) for (const [found] of item.text.matchAll(RAISED_MARK)) referred.add(found);
    return mark === undefined;
  });
  return { items: rest, notes };
}

function noteMark({ text }: Line, referred: ReadonlySet<string>): string | undefined {
  const own = BEGINS.exec(text)?.[1];
  if (own !== undefined || referred.size === 0) return own !== undefined && referred.has(own) ? own : undefined;
  const flat = BEGINS_FLAT.exec(text);
  const mark = raisedMark(flat?.[1] ?? '');
  if (!flat || mark === undefined || !referred.has(mark)) return undefined;
  return readsAsNote(text.slice(flat[0].length)) ? mark : undefined;
}

/** Behind a number on the line only what no item of a paper begins with tells a footnote. */
export const readsAsNote = (text: string): boolean => labelAt(text, 0, true) !== undefined || explains(text);
