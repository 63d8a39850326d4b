import { docx, listed, numbering, p, tbl, tc, tr } from './docx.js';
import { pdf, type PdfPage, type PdfRule, type PdfText } from './pdf.js';
import { xlsx } from './xlsx.js';

/** One paper of our own, in every format. `list` is the level of the list that numbers the paragraph. */
const PARAGRAPHS: readonly { readonly text: string; readonly list?: 0 | 1; readonly isCentred?: true }[] = [
  { text: '云岭市质量强市工作领导小组文件', isCentred: true },
  { text: '云质强组发〔2027〕6号', isCentred: true },
  { text: '关于印发云岭市检验检测服务提升行动方案的通知', isCentred: true },
  { text: '各县（区）人民政府，市政府各部门：' },
  { text: '现将《云岭市检验检测服务提升行动方案》印发给你们，请认真组织实施。' },
  { text: '总体要求', list: 0 },
  { text: '以企业需求为导向，提升检验检测服务能力。' },
  { text: '重点任务', list: 0 },
  {
    text: '建设公共检测平台。围绕新材料、食品等重点产业，2027年10月底前建成公共检测平台3个以上，向全市企业开放共享仪器设备，年服务企业不少于500家。（市市场监管局牵头，市科技局、市财政局配合）',
    list: 1,
  },
  {
    text: '推进检测报告互认。完善检测数据共享机制，2028年6月底前实现与周边地区检测报告互认。（责任单位：市市场监管局、市商务局，各县〔区〕政府）',
    list: 1,
  },
  {
    text: '加强人才培养。支持高校与检测机构共建实训基地，每年培训检测人员200人次，持续推进职业技能提升。（市人力资源社会保障局负责）',
    list: 1,
  },
  { text: '附件：云岭市检验检测服务提升任务清单' },
];

export const ANNEX = '云岭市检验检测服务提升任务清单';
const HEAD = ['序号', '工作任务', '责任单位', '完成时限'];
/** The units of the first two rows are one merged cell. */
const ROWS: readonly (readonly string[])[] = [
  ['1', '编制检测资源目录，向社会公布', '市市场监管局、市科技局', '2027年9月底前'],
  ['2', '开通检测服务热线，统一受理企业咨询', '', '2027年12月底前'],
  ['3', '组织能力验证活动两次以上', '市质检院', '2028年3月底前'],
];
const CHINESE = ['一', '二', '三', '四'];

export function asDocx(): Uint8Array {
  const body = PARAGRAPHS.map(({ text, list }) => p(text, list === undefined ? '' : listed(1, list)));
  const rows = ROWS.map(([no = '', task = '', units = '', until = '']) =>
    tr(tc(no), tc(task), tc(units, `<w:vMerge${units === '' ? '' : ' w:val="restart"'}/>`), tc(until)),
  );
  const lists = numbering([
    ['chineseCounting', '%1、'],
    ['chineseCounting', '（%2）'],
  ]);
  return docx({
    body: [...body, p(ANNEX), tbl(tr(...HEAD.map((text) => tc(text))), ...rows)].join(''),
    numbering: lists,
  });
}

export function asHtml(): Uint8Array {
  const rows = ROWS.map(([no, task, units, until]) => {
    const cell = units === '' ? '' : `<td${no === '1' ? ' rowspan="2"' : ''}>${units}</td>`;
    return `<tr><td>${no}</td><td>${task}</td>${cell}<td>${until}</td></tr>`;
  });
  const head = `<tr>${HEAD.map((text) => `<th>${text}</th>`).join('')}</tr>`;
  const body = numbered().map((text) => `<p>${text}</p>`);
  const html = `<!DOCTYPE html><meta charset="utf-8">${body.join('')}<p>${ANNEX}</p><table>${head}${rows.join('')}</table>`;
  return new TextEncoder().encode(html);
}

export function asText(): Uint8Array {
  const rows = [HEAD, ...ROWS].map((cells) => cells.join('\t'));
  return new TextEncoder().encode([...numbered(), ANNEX, ...rows].join('\n'));
}

/** The annex alone, as a ledger. */
export function annexAsXlsx(): Uint8Array {
  const rows = [[ANNEX], HEAD, ...ROWS.map((cells) => cells.map((text) => (text === '' ? undefined : text)))];
  return xlsx([{ name: '任务清单', rows, merged: ['A1:D1', 'C3:C4'] }]);
}

export function annexAsText(): Uint8Array {
  return new TextEncoder().encode([ANNEX, ...[HEAD, ...ROWS].map((cells) => cells.join('\t'))].join('\n'));
}

function numbered(): string[] {
  const counts = [0, 0];
  return PARAGRAPHS.map(({ text, list }) => {
    if (list === undefined) return text;
    if (list === 0) counts[1] = 0;
    const number = CHINESE[counts[list]!++]!;
    return list === 0 ? `${number}、${text}` : `（${number}）${text}`;
  });
}

const SIZE = 16;
const LEFT = 85;
const SIGNS = 26;
const LINES = 14;

/** Pages as they are printed: a first line indented, others from margin to margin, a number below. */
export function asPdf(): Uint8Array {
  const lines = PARAGRAPHS.flatMap(({ isCentred }, index) => wrapped(numbered()[index]!, isCentred));
  const pages: PdfPage[] = [];
  for (let from = 0; from < lines.length; from += LINES) {
    const texts = lines
      .slice(from, from + LINES)
      .map(({ x, text }, row) => ({ x, y: 110 + row * 28, text, size: SIZE }));
    pages.push({ texts: [...texts, { x: 280, y: 790, text: `— ${pages.length + 1} —`, size: 14 }] });
  }
  return pdf([...pages, annexPage(pages.length + 1)]);
}

function wrapped(text: string, isCentred = false): { x: number; text: string }[] {
  if (isCentred) return [{ x: LEFT + ((SIGNS - text.length) * SIZE) / 2, text }];
  const first = { x: LEFT + 2 * SIZE, text: text.slice(0, SIGNS - 2) };
  const rest = text.slice(SIGNS - 2).match(new RegExp(`.{1,${SIGNS}}`, 'g')) ?? [];
  return [first, ...rest.map((line) => ({ x: LEFT, text: line }))];
}

const COLUMNS = [85, 125, 285, 405, 510];

function annexPage(number: number): PdfPage {
  const texts: PdfText[] = [{ x: 200, y: 110, text: ANNEX, size: SIZE }];
  const height = 40;
  for (const [row, cells] of [HEAD, ...ROWS].entries()) {
    for (const [column, text] of cells.entries()) {
      const inLine = Math.floor((COLUMNS[column + 1]! - COLUMNS[column]! - 8) / 12);
      const parts = text.match(new RegExp(`.{1,${inLine}}`, 'g')) ?? [];
      for (const [at, part] of parts.entries())
        texts.push({ x: COLUMNS[column]! + 4, y: 146 + row * height + at * 14, text: part, size: 12 });
    }
  }
  const bottom = 130 + 4 * height;
  const upright = COLUMNS.map((x): PdfRule => [x, 130, x, bottom]);
  const across = [0, 1, 2, 3, 4].flatMap((row): PdfRule[] => {
    const y = 130 + row * height;
    return row === 2
      ? [
          [85, y, 285, y],
          [405, y, 510, y],
        ]
      : [[85, y, 510, y]]; // open between the merged units
  });
  texts.push({ x: 280, y: 790, text: `— ${number} —`, size: 14 });
  return { texts, rules: [...upright, ...across] };
}
