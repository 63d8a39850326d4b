import { markerAt } from './markers.js';

const ANNEX = /^附 ?(?:件|表|录|图)? ?(\d{1,2}|[一二三四五六七八九十]{1,2})?(?:-\d)? ?([::])? ?([^。;]{0,60})$/;

export interface AnnexLine {
  /** Whether an annex begins here; else the line lists annexes. */
  readonly begins: boolean;
  readonly number: string;
  readonly title: string;
}

/** Reads 「附件1」, 「附2：某表」 and 「附：1.某表」. `next` is the line behind it, undefined before a table or the end. */
export function annexLine(line: string, next: string | undefined, nextIsTable: boolean): AnnexLine | undefined {
  const match = ANNEX.exec(line);
  if (!match || /^附(?:则|近|加|属|带|议)/.test(line)) return undefined;
  const [, number = '', colon = '', title = ''] = match;
  if (colon === '' && title !== '' && number === '') return undefined;
  const list = colon !== '' && title !== '' && !nextIsTable && (markerAt(title) !== undefined || !beginsContent(next));
  return { begins: !list, number, title };
}

/** What follows the heading of an annex is its content, not the next annex's name nor the end of the paper. */
function beginsContent(next: string | undefined): boolean {
  if (next === undefined || ANNEX.test(next)) return false;
  return markerAt(next)?.shape !== 'digit' && next.length > 30;
}

/** 「2.某表」 below 「附：1.某表」. */
export function continuesList(line: string): boolean {
  return markerAt(line)?.shape === 'digit' && line.length <= 60 && !/[。;]/.test(line);
}
