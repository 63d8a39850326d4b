import { describe, expect, it } from 'vitest';
import { pdf, type PdfPage, type PdfRule, type PdfText } from '../../test/build/pdf.js';
import { readPaper } from '../index.js';

const read = (...pages: readonly PdfPage[]) => readPaper({ name: '方案.pdf', bytes: pdf(pages) });
const blocksOf = async (...pages: readonly PdfPage[]) => (await read(...pages)).blocks;
const textsOf = async (...pages: readonly PdfPage[]) =>
  (await blocksOf(...pages)).map((block) => (block.kind === 'paragraph' ? block.text : block.rows));

const FULL = '正'.repeat(26);
/** Lines from the top of the page, at the left margin unless indented. */
const lines = (...texts: readonly (string | readonly [indent: number, text: string])[]): PdfText[] =>
  texts.map((line, row) => {
    const [indent, text] = typeof line === 'string' ? [0, line] : line;
    return { x: 85 + indent * 16, y: 120 + row * 28, text };
  });

describe('paragraphs of a PDF', () => {
  it('goes on with a paragraph in the next line and ends it where one is indented', async () => {
    const texts = lines([2, FULL.slice(2)], FULL, '完。', [2, FULL.slice(2)], FULL);
    expect(await textsOf({ texts })).toEqual([`${FULL.slice(2)}${FULL}完。`, `${FULL.slice(2)}${FULL}`]);
  });

  it('ends a paragraph where its last line is short, although nothing is indented', async () => {
    expect(await textsOf({ texts: lines(FULL, '完。', FULL, '毕。') })).toEqual([`${FULL}完。`, `${FULL}毕。`]);
  });

  it('goes on over the end of a page and says on which it began', async () => {
    expect(await blocksOf({ texts: lines(FULL, FULL) }, { texts: lines('完。') })).toEqual([
      { kind: 'paragraph', text: `${FULL}${FULL}完。`, place: { page: 1 } },
    ]);
  });

  it('keeps words of letters apart and numbers together', async () => {
    const endingIn = (text: string): string => FULL.slice(text.length) + text;
    const texts = lines(endingIn('Smart'), `City${FULL.slice(4)}`, endingIn('20'), '27年');
    expect(await textsOf({ texts })).toEqual([`${endingIn('Smart')} City${FULL.slice(4)}${endingIn('20')}27年`]);
  });

  it('keeps a title apart from the text below it', async () => {
    const title: PdfText = { x: 85, y: 60, text: '题'.repeat(19), size: 22 };
    expect(await textsOf({ texts: [title, ...lines(FULL, '完。')] })).toEqual(['题'.repeat(19), `${FULL}完。`]);
  });

  it('leaves out numbers of pages and what stands at the edge of every page', async () => {
    const page = (number: number): PdfPage => ({
      texts: [
        { x: 85, y: 40, text: '某市人民政府公报', size: 10 },
        ...lines([2, `第${number}段的文字`], [2, '12']),
        { x: 280, y: 800, text: `— ${number} —`, size: 14 },
      ],
    });
    const texts = await textsOf(page(1), page(2), page(3));
    expect(texts).toEqual(['第1段的文字', '12', '第2段的文字', '12', '第3段的文字', '12']);
  });
});

describe('footnotes of a PDF', () => {
  const small = (x: number, y: number, text: string, size = 8): PdfText => ({ x, y, text, size });
  const width = (text: string): number => text.length * 16;
  const line = '推进建设，建成平台十个';

  it('are read by their small marks, in the text and at the foot of the page, and are no part of the paragraph', async () => {
    const first = [...lines([2, FULL.slice(2)], line), small(85 + width(line), 142, '1')];
    const foot = [
      small(85, 700, '1', 6),
      small(92, 704, '牵头单位：市数据局，会同市财政局、市公', 11),
      small(85, 720, '安局落实', 11),
    ];
    const { blocks, footnotes } = await read(
      { texts: [...first, { x: 85 + width(line) + 8, y: 148, text: '，加快' + '正'.repeat(11) }, ...foot] },
      { texts: lines('完。') },
    );
    expect(blocks).toEqual([
      { kind: 'paragraph', text: `${FULL.slice(2)}${line}¹，加快${'正'.repeat(11)}完。`, place: { page: 1 } },
    ]);
    expect(footnotes).toEqual([
      { mark: '¹', text: '牵头单位：市数据局，会同市财政局、市公安局落实', place: { page: 1 } },
    ]);
  });

  it('are none where nothing refers to them, and numbers on the line are numbers', async () => {
    const texts = [...lines([2, '建成平台'], [2, '完。']), { x: 85 + 2 * 16 + 64, y: 120, text: '10' }];
    const { blocks, footnotes } = await read({ texts: [...texts, small(85, 700, '1牵头单位：市数据局', 11)] });
    expect(blocks.map((block) => block.kind === 'paragraph' && block.text)).toEqual([
      '建成平台10',
      '完。',
      '1牵头单位：市数据局',
    ]);
    expect(footnotes).toBeUndefined();
  });
});

describe('tables of a PDF', () => {
  const grid = (columns: readonly number[], rows: readonly number[]): PdfRule[] => [
    ...columns.map((x): PdfRule => [x, rows[0]!, x, rows.at(-1)!]),
    ...rows.map((y): PdfRule => [columns[0]!, y, columns.at(-1)!, y]),
  ];
  const at = (x: number, y: number, text: string): PdfText => ({ x, y, text, size: 12 });

  it('reads cells between drawn lines, each as one text', async () => {
    const rules = grid([85, 200, 290], [100, 140, 180]);
    const texts = [
      at(89, 120, '任务'),
      at(204, 120, '单位'),
      at(89, 154, '建设检测公共平台'),
      at(89, 168, '三个'),
      at(204, 154, '甲局'),
      at(204, 168, '乙局'),
    ];
    expect(await textsOf({ texts, rules })).toEqual([
      [
        { cells: [{ text: '任务' }, { text: '单位' }], place: { page: 1 } },
        { cells: [{ text: '建设检测公共平台三个' }, { text: '甲局\n乙局' }], place: { page: 1 } },
      ],
    ]);
  });

  it('puts together the parts of a table that goes on over pages', async () => {
    const page = (text: string): PdfPage => ({
      texts: [at(89, 120, text), at(204, 120, '局')],
      rules: grid([85, 200, 290], [100, 140]),
    });
    const [table, ...others] = await blocksOf(page('甲'), page('乙'));
    expect(others).toEqual([]);
    expect(table).toMatchObject({
      place: { page: 1 },
      rows: [
        { cells: [{ text: '甲' }, {}], place: { page: 1 } },
        { cells: [{ text: '乙' }, {}], place: { page: 2 } },
      ],
    });
  });

  it('puts together a row that goes on over pages, and no two rows', async () => {
    const page = (...cells: readonly string[]): PdfPage => ({
      texts: cells.map((text, column) => at(89 + column * 170, 120, text)),
      rules: grid([85, 255, 425, 500], [100, 140]),
    });
    const begun = ['1', '建设检测公共平台，面向', '甲局'];
    expect(await textsOf(page(...begun), page('', '全市企业开放。', ''))).toEqual([
      [
        {
          cells: [{ text: '1' }, { text: '建设检测公共平台，面向全市企业开放。' }, { text: '甲局' }],
          place: { page: 1 },
        },
      ],
    ]);
    expect((await textsOf(page(...begun), page('2', '培训检测人员', '')))[0]).toHaveLength(2);
    expect(
      (await textsOf(page('1', '培训检测人员两百人次。', '甲局'), page('', '建立人才库。', '乙局')))[0],
    ).toHaveLength(2);
  });

  it('lets an empty cell of a table that goes on over pages be one merged with the cell above', async () => {
    const page = (unit: string): PdfPage => ({
      texts: [at(89, 120, '任务'), at(204, 120, unit)],
      rules: grid([85, 200, 290], [100, 140]),
    });
    expect((await blocksOf(page('甲局'), page('')))[0]).toMatchObject({ emptyMayBeMerged: true });
    expect((await blocksOf(page('甲局')))[0]).toMatchObject({ emptyMayBeMerged: false });
  });

  it('takes one box, a line below the head and a drawing for no table', async () => {
    const box = grid([85, 500], [100, 200]);
    const line: PdfRule[] = [[85, 60, 500, 60]];
    const strokes = Array.from({ length: 4_000 }, (_, index): PdfRule => [85, 100 + index / 10, 500, 100 + index / 10]);
    const drawing = [...grid([85, 290, 500], [100, 500]), ...strokes];
    expect(await textsOf({ texts: lines(FULL), rules: box })).toEqual([FULL]);
    expect(await textsOf({ texts: lines(FULL), rules: line })).toEqual([FULL]);
    expect(await textsOf({ texts: lines(FULL), rules: drawing })).toEqual([FULL]);
  });
});
