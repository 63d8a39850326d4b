import { describe, expect, it } from 'vitest';
import { xlsx, type Sheet } from '../../test/build/xlsx.js';
import { readPaper } from '../index.js';

const blocksOf = async (sheets: readonly Sheet[], formats: readonly string[] = []) =>
  (await readPaper({ name: '台账.xlsx', bytes: xlsx(sheets, formats) })).blocks;

describe('readXlsx', () => {
  it('reads a title above, a table with merged cells, and a remark below', async () => {
    const rows = [
      ['任务清单'],
      ['序号', '任务', '单位'],
      [{ value: 1, format: 0 }, '甲', '子局'],
      [{ value: 2, format: 0 }, '乙'],
      [],
      ['小计', undefined, '2'],
      ['注：以上任务按月调度。'],
    ];
    expect(await blocksOf([{ name: '附件1', rows, merged: ['A1:C1', 'C3:C4', 'A6:B6'] }])).toEqual([
      { kind: 'paragraph', text: '任务清单', place: { part: '附件1', row: 1 } },
      {
        kind: 'table',
        place: { part: '附件1' },
        emptyMayBeMerged: false,
        rows: [
          [{ text: '序号' }, { text: '任务' }, { text: '单位' }],
          [{ text: '1' }, { text: '甲' }, { text: '子局', rowSpan: 2 }],
          [{ text: '2' }, { text: '乙' }],
          [{ text: '小计', columnSpan: 2 }, { text: '2' }],
        ].map((cells, index) => ({ cells, place: { part: '附件1', row: [2, 3, 4, 6][index] } })),
      },
      { kind: 'paragraph', text: '注：以上任务按月调度。', place: { part: '附件1', row: 7 } },
    ]);
  });

  it('shows days, months, shares and numbers as people read them', async () => {
    const formats = [
      'yyyy"年"m"月"d"日"',
      'yyyy/m/d',
      'yyyy"年"m"月";@',
      'm"月"d"日"',
      '0.0%',
      '#,##0.00',
      '[$-804]General',
    ];
    const value = (number: number, format: number) => ({ value: number, format });
    const row = [45473, 45473, 45473, 45473, 0.985, 0.1 + 0.2, 12].map((each, index) => value(each, index + 1));
    const [table] = await blocksOf([{ name: 's', rows: [row] }], formats);
    expect(table).toMatchObject({
      rows: [
        {
          cells: ['2024年6月30日', '2024年6月30日', '2024年6月', '6月30日', '98.5%', '0.3', '12'].map((text) => ({
            text,
          })),
        },
      ],
    });
  });

  it('reads every sheet that is shown, in order', async () => {
    const rows = [['甲', '乙']];
    const blocks = await blocksOf([
      { name: '二', rows },
      { name: '底稿', rows, isHidden: true },
      { name: '一', rows },
    ]);
    expect(blocks.map(({ place }) => place?.part)).toEqual(['二', '一']);
  });

  it('reads a sheet into which text was pasted as paragraphs', async () => {
    expect(await blocksOf([{ name: 's', rows: [['一、任务'], ['（一）甲']] }])).toEqual([
      { kind: 'paragraph', text: '一、任务', place: { part: 's', row: 1 } },
      { kind: 'paragraph', text: '（一）甲', place: { part: 's', row: 2 } },
    ]);
  });

  it('takes no time for a cell that is merged over every row there is', async () => {
    const [table] = await blocksOf([
      {
        name: 's',
        rows: [
          ['甲', '乙'],
          ['丙', '丁'],
        ],
        merged: ['A1:XFD1048576', 'C9:D10'],
      },
    ]);
    expect(table).toMatchObject({ rows: [{ cells: [{ text: '甲', columnSpan: 2, rowSpan: 2 }] }, { cells: [] }] });
  });
});
