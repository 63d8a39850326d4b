import { numeralValue } from '../text/numerals.js';

/** Shapes of the numbers that stand before an item. Which is above which a paper decides by how it uses them. */
export type MarkerShape =
  | 'part' // 第一部分、第一章
  | 'article' // 第一条
  | 'chinese' // 一、
  | 'chinese-bracket' // （一）
  | 'digit' // 1. 1、 1．
  | 'digit-bracket' // （1） 1）
  | 'circled' // ①
  | 'ordinal' // 一是 第一，
  | 'labelled'; // ☆任务1： 【任务一】

export interface Marker {
  readonly shape: MarkerShape;
  /** The number alone, as written: 「二十七」, 「12」. */
  readonly number: string;
  readonly value: number;
  /** Signs that the marker takes. */
  readonly length: number;
}

const CHINESE = '[一二三四五六七八九十]{1,3}';

/** Signs that papers set before an item to be seen from afar. */
const BULLETS = '☆★◆◇●○■□▲△▶►※◎';
/** What an item may be called before its number: 任务1、【工作一】. */
const CALLED = '(?:(?:重点|主要|具体|专项)?(?:任务|工作|行动|举措|措施|项目|事项))';

/** One row per shape, tried in this order at the start of a line. */
const SHAPES: readonly { shape: MarkerShape; pattern: RegExp }[] = [
  { shape: 'part', pattern: new RegExp(`^第 ?(${CHINESE}|\\d{1,2}) ?(?:部分|章|篇|节)[ 、,:.]*`) },
  { shape: 'article', pattern: new RegExp(`^第 ?(${CHINESE}|\\d{1,2}) ?条[ 、,:]*`) },
  { shape: 'ordinal', pattern: new RegExp(`^(${CHINESE})是(?![一二三四五六七八九十否])[,:]?`) },
  { shape: 'ordinal', pattern: new RegExp(`^第(${CHINESE}),`) },
  {
    shape: 'labelled',
    pattern: new RegExp(
      `^[${BULLETS}]* ?(?:\\( ?)?${CALLED} ?(${CHINESE}|\\d{1,3}) ?(?:\\)[:.、 ]*|[:.、](?!\\d) *| +)`,
    ),
  },
  { shape: 'chinese', pattern: new RegExp(`^(${CHINESE}) ?[、.,] *`) },
  { shape: 'chinese-bracket', pattern: new RegExp(`^\\( ?(${CHINESE}) ?\\)[、.,]? *`) },
  { shape: 'digit-bracket', pattern: /^\(? ?(\d{1,3}) ?\)[、.,]? */ },
  {
    shape: 'digit',
    pattern: /^(\d{1,3}) ?(?:[.、](?!\d(?!\d{3}年))|,(?=\D)|(?= {1,3}(?![年月日时个项家条户名万亿])\p{Script=Han})) */u,
  },
];

/** Signs that a marker begins with. */
const STARTS: ReadonlySet<string> = new Set(`0123456789一二三四五六七八九十第( 任工行举措项事重主具专${BULLETS}`);

const CIRCLED: readonly { first: string; count: number; shape: MarkerShape }[] = [
  { first: '①', count: 20, shape: 'circled' },
  { first: '⑴', count: 20, shape: 'digit-bracket' },
  { first: '⒈', count: 20, shape: 'digit' },
  { first: '㈠', count: 10, shape: 'chinese-bracket' },
];

/** The marker at the start of folded text, if one stands there. */
export function markerAt(text: string): Marker | undefined {
  const first = text.charCodeAt(0);
  const circled = first > 0x2000 && first < 0x4e00 ? circledAt(text) : undefined;
  if (circled) return circled;
  if (!STARTS.has(text[0] ?? '')) return undefined;
  for (const { shape, pattern } of SHAPES) {
    const match = pattern.exec(text);
    if (!match?.[1]) continue;
    const value = numeralValue(match[1]);
    if (value !== undefined && value > 0) return { shape, number: match[1], value, length: match[0].length };
  }
  return undefined;
}

function circledAt(text: string): Marker | undefined {
  for (const { first, count, shape } of CIRCLED) {
    const index = text.charCodeAt(0) - first.charCodeAt(0);
    if (index >= 0 && index < count) {
      const length = /^.[、. ]*/u.exec(text)?.[0].length ?? 1;
      return { shape, number: String(index + 1), value: index + 1, length };
    }
  }
  return undefined;
}
