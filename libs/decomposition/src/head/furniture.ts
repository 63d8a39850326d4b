import type { ReasonName } from '../coverage/reasons.js';
import { unitEvidence } from '../units/grammar.js';
import { DOCUMENT_NUMBER } from './document-number.js';

export interface FurnitureContext {
  /** What the line before and the line behind it were found to be. */
  readonly before: ReasonName | undefined;
  readonly next: string;
}

const FULL_DATE =
  '(?:\\d{4}|[〇零一二三四五六七八九]{4}) ?年 ?(?:\\d{1,2}|[一二三四五六七八九十]{1,3}) ?月 ?(?:\\d{1,2}|[一二三四五六七八九十]{1,3}) ?日';
const DATE_ALONE = new RegExp(`^${FULL_DATE}$`);
const SIGNED_AND_DATED = new RegExp(`^([^,。;:]{2,40}?) ?${FULL_DATE}$`);
const PRINTED = new RegExp(`^[^,。;:]{2,40}? ?${FULL_DATE} ?印发$`);

const signs = (text: string): boolean =>
  text.split(/ +/).every((name) => unitEvidence(name).strong) || /^国务院$|(?:政府|办公厅|领导小组)$/.test(text);

/** Lines that are part of every paper and of no task, recognised wherever they stand. The first row that fits decides. */
const ROWS: readonly { name: ReasonName; test: (line: string, context: FurnitureContext) => boolean }[] = [
  { name: 'page-furniture', test: (line) => /^(?:[- ]*\d{1,4}[- ]*|第 ?\d{1,4} ?页.{0,10})$/.test(line) },
  {
    name: 'release-mark',
    test: (line) =>
      /^\(?(?:此件|本文)(?:主动|依申请|不予)?(?:予以)?(?:公开|删减后公开|不公开)(?:发布)?\)?$|^\((?:此件)?公开发布\)$|^信息公开(?:属性|选项|形式)?:/.test(
        line,
      ),
  },
  { name: 'printed', test: (line) => PRINTED.test(line) },
  {
    name: 'copies',
    test: (line, { before }) =>
      /^(?:抄 ?送|抄 ?报|主 ?题 ?词|分 ?送|发 ?送)[::]/.test(line) ||
      (before === 'copies' && /^[^:]{4,200}[,。]$/.test(line)),
  },
  {
    name: 'document-number',
    test: (line) => line.length <= 40 && DOCUMENT_NUMBER.test(line.replace(/^[(]|[)]$/g, '')) && !/[,。;]/.test(line),
  },
  { name: 'date', test: (line) => DATE_ALONE.test(line) },
  { name: 'signature', test: (line) => signs(SIGNED_AND_DATED.exec(line)?.[1]?.trim() ?? '') },
  {
    name: 'signature',
    test: (line, { next }) =>
      line.length <= 60 &&
      !/[,。;:、]/.test(line) &&
      signs(line) &&
      (DATE_ALONE.test(next) || (next.length <= 40 && !/[,。;:、]/.test(next) && signs(next) && next !== line)),
  },
  { name: 'contact', test: (line) => /^\(?(?:联系人|联系电话|联系方式|传真|电子邮箱|电话)[::及、]/.test(line) },
  {
    name: 'effective-date',
    test: (line) => /^(?:本|此)[^,。;]{2,12}自[^,。;]{2,24}(?:起)?(?:施行|实施|执行|生效)/.test(line),
  },
];

/** What folded, trimmed text of a line is, when it is part of the paper's frame. */
export function furnitureOf(line: string, context: FurnitureContext): ReasonName | undefined {
  return ROWS.find(({ test }) => test(line, context))?.name;
}
