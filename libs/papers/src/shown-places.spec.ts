import { decompose, type ShownPlace } from '#decomposition';
import { describe, expect, it } from 'vitest';
import { docx, p, tbl, tc, tr } from '../test/build/docx.js';
import { pdf } from '../test/build/pdf.js';
import { xlsx } from '../test/build/xlsx.js';
import { readPaper } from './index.js';

/** Where a person finds the sentence that begins so. */
async function shownIn(bytes: Uint8Array, begin: string): Promise<ShownPlace | undefined> {
  const { sentences } = decompose(await readPaper({ name: '方案', bytes }));
  return sentences.find(({ text }) => text.startsWith(begin))?.place.shown;
}

describe('the place of a sentence, as a person counts', () => {
  const word = docx({
    body: [
      p('示例市质量提升行动方案'),
      p(''),
      p('开展重点产品质量攻关。建立质量档案。'),
      tbl(tr(tc('任务'), tc('责任单位')), tr(tc('建设标准体系'), tc('市商务局'))),
      p('本方案由办公室解释。'),
    ].join(''),
  });

  it.each([
    ['开展', { paragraph: 2 }],
    ['建立', { paragraph: 2 }],
    ['市商务局', { table: 1, row: 2, cell: 2 }],
    ['本方案', { paragraph: 3 }],
  ])(
    'in a paper of Word is its paragraph, those without text left out, or its table, row and cell: %s',
    async (begin, at) => {
      expect(await shownIn(word, begin)).toEqual(at);
    },
  );

  it('in a workbook is its sheet and the number of its row there, empty rows counted', async () => {
    const rows = [
      ['示例市重点任务分解表'],
      [],
      [],
      ['序号', '任务', '责任单位'],
      ['1', '建设标准体系', '市商务局'],
      ['2', '公布抽检结果', '市市场监管局'],
    ];
    const book = xlsx([
      { name: '封面', rows: [['说明']] },
      { name: '任务分解', rows },
    ]);
    expect(await shownIn(book, '示例市')).toEqual({ part: '任务分解', row: 1 });
    expect(await shownIn(book, '公布')).toEqual({ part: '任务分解', row: 6, cell: 2 });
  });

  it('in a PDF is its page and its paragraph', async () => {
    const line = (text: string) => ({ texts: [{ x: 85, y: 100, text }] });
    const shown = await shownIn(pdf([line('一、总体要求。'), line('建立质量档案。')]), '建立');
    expect(shown).toMatchObject({ page: 2 });
  });

  it('in a footnote is its mark', () => {
    const paper = {
      blocks: [{ kind: 'paragraph', text: '完善质量基础设施①。' }],
      footnotes: [{ mark: '①', text: '包括计量、标准、认证认可。' }],
    } as const;
    const { sentences } = decompose(paper);
    expect(sentences.at(-1)?.place.shown).toEqual({ footnote: '①' });
  });
});
