import { RADICALS } from './radicals.js';
import { RAISED } from './raised.js';

/** Signs that mean the same in a paper, each row under the first. Brackets of all shapes nest in one another, so one pair is enough. */
const SAME_SIGN: readonly string[] = [
  '(（〔【[［﹝﹙〖',
  ')）〕】]］﹞﹚〗',
  ',，﹐',
  ':：︰﹕∶',
  ';；﹔',
  '。｡',
  '.．﹒',
  '、､﹑',
  '!！',
  '?？',
  '-—–－‐‑―−─',
  '~～〜∼',
  '“「『〝＂"',
  '”」』〞',
  '·・•‧',
  '〇○◯',
];

/** Numbers in one sign and marks above the line: folding would make numbers of the text of them. */
const KEPT = new RegExp(`[①-⑳⑴-⒇⒈-⒛㈠-㈩${RAISED}]`);

/** Signs that folding may change: all but Chinese characters and most of ASCII, of which papers consist. */
const MAY_CHANGE = /[^\u3400-\u4dbf\u4e00-\u9fff !#-Z\\^-~]/g;

const cache: string[] = [];
for (const row of SAME_SIGN) for (const sign of row) cache[sign.charCodeAt(0)] = row.charAt(0);
for (const [radical, character] of Object.entries(RADICALS)) cache[radical.charCodeAt(0)] = character;

/**
 * `text` with full width, radicals, brackets and punctuation brought to one form. As long as `text`, unit for unit, so that an
 * offset into one is an offset into the other: what is matched here is shown from the original.
 */
export function fold(text: string): string {
  return text.replace(MAY_CHANGE, (sign) => cache[sign.charCodeAt(0)] ?? remember(sign.charCodeAt(0)));
}

function remember(code: number): string {
  const sign = String.fromCharCode(code);
  const folded = foldedSign(sign);
  cache[code] = folded;
  return folded;
}

function foldedSign(sign: string): string {
  if (KEPT.test(sign)) return sign;
  if (/[\s\u200b-\u200f\u2060\ufeff\u00ad\p{Cc}]/u.test(sign)) return ' ';
  const compatible = sign.normalize('NFKC');
  return compatible.length === 1 ? compatible : sign;
}

/** Folded text without spaces, for comparing names. */
export function compact(text: string): string {
  return fold(text).replaceAll(' ', '');
}
