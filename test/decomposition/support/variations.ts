import type { Graded } from './grade.js';

/** A mechanical change of a paper that changes nothing of what it says, or changes paper and truth alike. */
export interface Variation {
  readonly name: string;
  readonly vary: (paper: Graded) => Graded;
}

interface TruthRow {
  units?: string[];
  lead?: string[];
  co?: string[];
}

const inText =
  (change: (text: string) => string) =>
  (paper: Graded): Graded => ({ ...paper, text: change(paper.text) });

const inBoth =
  (change: (text: string) => string) =>
  (paper: Graded): Graded => ({ ...paper, text: change(paper.text), truth: change(paper.truth) });

export const VARIATIONS: readonly Variation[] = [
  { name: 'units renamed to invented ones', vary: renameUnits },
  { name: 'items numbered anew in each section', vary: inText(restartItems) },
  { name: 'items counted from another number', vary: inText(shiftItems) },
  {
    name: 'other marks behind the numbers',
    vary: inText((text) => text.replace(/^(\d{1,2})\./gm, '$1、').replace(/^（([一二三四五六七八九十]+)）/gm, '($1)')),
  },
  { name: 'half-width brackets and punctuation', vary: inText((text) => exchange(text, '（）〔〕，：；', '()[],:;')) },
  {
    name: 'notes in tortoise brackets',
    vary: inText((text) => text.replace(/（([^（）]*(?:负责|责任单位)[^（）]*)）/g, '〔$1〕')),
  },
  {
    name: 'notes in lenticular brackets before the full stop',
    vary: inText((text) => text.replace(/。（([^（）]*(?:负责|责任单位)[^（）]*)）$/gm, '【$1】。')),
  },
  { name: 'full-width digits and letters', vary: inText(fullWidth) },
  {
    name: 'half-width digits and letters',
    vary: inText((text) =>
      text
        .normalize('NFKC')
        .replaceAll(',', '，')
        .replaceAll('(', '（')
        .replaceAll(')', '）')
        .replaceAll(':', '：')
        .replaceAll(';', '；'),
    ),
  },
  {
    name: 'dates moved by seven years',
    vary: inBoth((text) =>
      text.replace(/(?<![\d０-９])(20\d{2}|２０[０-９]{2})(?=年|〕|-20|—20)/g, (year) =>
        String(Number(year.normalize('NFKC')) + 7),
      ),
    ),
  },
  { name: 'annex tables turned into paragraphs', vary: inText(tablesToParagraphs) },
  {
    name: 'titles on lines of their own',
    vary: inText((text) =>
      text.replace(/^((?:（[一二三四五六七八九十]+）|\d{1,2}\.)[^。\n]{2,30})。(?=[^\n（])/gm, '$1\n'),
    ),
  },
  { name: 'radicals in place of characters', vary: inText((text) => exchange(text, '民车门风用', '⺠⻋⻔⻛⽤')) },
  {
    name: 'notes on lines of their own',
    vary: inText((text) =>
      text.replace(/。（([^（）\n]*(?:负责|责任单位)[^（）\n]*(?:（[^（）]*）[^（）\n]*)*)）$/gm, '。\n（$1）'),
    ),
  },
  {
    name: 'pages numbered between the paragraphs',
    vary: inText((text) =>
      text
        .split('\n')
        .map((line, at) => (at % 9 === 8 ? `${line}\n— ${at} —` : line))
        .join('\n'),
    ),
  },
  { name: 'lines wrapped at a fixed width, paragraphs indented', vary: inText((text) => wrapped(text, '　　')) },
  { name: 'lines wrapped at a fixed width, nothing indented', vary: inText((text) => wrapped(text, '')) },
];

/** Paragraphs in lines of 28 signs; no line begins with a sign of punctuation. */
function wrapped(text: string, indent: string): string {
  const wrap = (line: string): string => (indent + line).match(/.{1,28}[，。；：、）”》]*/gu)?.join('\n') ?? line;
  return text
    .split('\n')
    .map((line) => (line.includes('\t') || line === '' ? line : wrap(line)))
    .join('\n');
}

function exchange(text: string, from: string, to: string): string {
  return Array.from(text, (sign) => (from.includes(sign) ? (to[from.indexOf(sign)] ?? sign) : sign)).join('');
}

function fullWidth(text: string): string {
  return text.replace(/[0-9A-Za-z]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
}

const NUMERALS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
export function numeral(value: number): string {
  const tens = Math.floor(value / 10);
  return (tens > 1 ? (NUMERALS[tens] ?? '') : '') + (tens > 0 ? '十' : '') + (NUMERALS[value % 10] ?? '');
}

function restartItems(text: string): string {
  let next = 0;
  return text.replace(
    /^(?:[一二三四五六七八九十]+、|（([一二三四五六七八九十]+)）)/gm,
    (mark: string, item: string | undefined) => {
      next = item === undefined ? 0 : next + 1;
      return item === undefined ? mark : `（${numeral(next)}）`;
    },
  );
}

function shiftItems(text: string): string {
  let next = 40;
  return text.replace(/^（[一二三四五六七八九十]+）/gm, () => `（${numeral(++next)}）`);
}

const ENDING = /(?:总局|银行|公司|集团|总社|工会|工委|分行|工商联|妇联|残联|组委|政府|[\p{Script=Han}])$/u;
const FIRST = '霁澜峦泓珩翊钰琮曜岑蘅榕杉樾沅汐泠澍堃昱';
const SECOND = '川原野庭台林丘湖溪谷洲屿岸岭峰关渡桥城港';
const isGroup = (name: string): boolean => /[各有相关级]|、|行业|设区|国务院/.test(name);

/** Every unit of the truth gets an invented name that keeps its level and its last word; groups stay what they are. */
function renameUnits(paper: Graded): Graded {
  const rows = JSON.parse(paper.truth) as TruthRow[];
  const names = [...new Set(rows.flatMap(({ units = [] }) => units))].filter(
    (name) => !isGroup(name) && name.length > 2,
  );
  const invented = new Map(names.map((name, at) => [name, inventedName(name, at)]));
  const pattern = new RegExp([...invented.keys()].sort((a, b) => b.length - a.length).join('|'), 'g');
  return inBoth((text) => text.replace(pattern, (name) => invented.get(name) ?? name))(paper);
}

function inventedName(name: string, at: number): string {
  const level = /^(?:省委|省|市|国家|中央|全国)/.exec(name)?.[0] ?? '';
  const ending = ENDING.exec(name)?.[0] ?? '局';
  return `${level}${FIRST[at % 20] ?? ''}${SECOND[(at * 7 + Math.floor(at / 20)) % 20] ?? ''}${ending}`;
}

/** 「3.文字（责任单位：A）」 for a row of a table, with the merged cells filled in. */
function tablesToParagraphs(text: string): string {
  let above: string[] = [];
  return text
    .split('\n')
    .flatMap((line) => {
      const cells = line.split('\t');
      if (cells.length < 4 || cells[0] === '序号') return cells.length < 4 ? [line] : [];
      const filled = cells.map((cell, at) => (cell === '' && cells.length === above.length ? (above[at] ?? '') : cell));
      above = filled;
      return [paragraphOf(filled)];
    })
    .join('\n');
}

function paragraphOf(cells: readonly string[]): string {
  const [number = '', , text = ''] = cells;
  const units = cells.at(-1) ?? '';
  const target = cells.length > 4 ? `：${cells[3] ?? ''}` : '';
  return `${number}.${text.replace(/。$/, '')}${target}。（责任单位：${units}）`;
}
