import { compact } from '../text/fold.js';
import { markerAt } from '../outline/markers.js';
import { numeralValue } from '../text/numerals.js';

const NUMBER =
  '\\(?(?:\\d{1,3}|[一二三四五六七八九十]{1,3})\\)?(?:[-.]?\\(?(?:\\d{1,3}|[一二三四五六七八九十]{1,3})\\)?){0,3}';
const CITES = /(?:对应|落实|承接|分解自|细化|对照|根据|依据)[^。;]{0,60}/g;
const NUMBERS = new RegExp(
  `(?:任务|措施|清单|工作|事项|序号|编号|分工)[:为]?(?:第|序号|编号)?:?(${NUMBER}(?:[、,和](?:第)?${NUMBER})*)(?:项|条|号|款|(?=[)。;,”]|$))|第(${NUMBER}(?:[、,和](?:第)?${NUMBER})*)(?:项|条|号|款)`,
  'g',
);

/** The same for 「（十二）」, 「12.」 and 「第12项」; levels stay apart, 「2.1」 is not 21. */
export function numberKey(number: string): string {
  return compact(number)
    .split(/[^\d一二三四五六七八九十]+/)
    .filter((part) => part !== '')
    .map((part) => String(numeralValue(part) ?? part))
    .join('.');
}

/** Numbers of tasks that a text says it carries out: 「对应市级任务第3、5项」. */
export function citedNumbers(text: string): string[] {
  return Array.from(compact(text).matchAll(CITES)).flatMap(([clause]) =>
    Array.from(clause.matchAll(NUMBERS)).flatMap((match) => listed(match[1] ?? match[2] ?? '')),
  );
}

/** Numbers in the cell of a column 对应任务: nothing else need stand there. */
export function numbersInCell(text: string): string[] {
  const cell = compact(text);
  const named = Array.from(cell.matchAll(NUMBERS)).flatMap((match) => listed(match[1] ?? match[2] ?? ''));
  return new RegExp(`^第?${NUMBER}(?:[、,;和]第?${NUMBER})*(?:项|条|号)?$`).test(cell) ? listed(cell) : named;
}

const listed = (numbers: string): string[] => numbers.split(/[、,;和]/).map(numberKey);

/** What stands in quotation or title marks. */
export function quoted(text: string): string[] {
  return Array.from(text.matchAll(/[“「『"《]([^”」』"》]{2,60})[”」』"》]/g), (match) => match[1] ?? '');
}

/** A heading without its number. */
export function withoutNumber(heading: string): string {
  const folded = compact(heading);
  return folded.slice(markerAt(folded)?.length ?? 0);
}
