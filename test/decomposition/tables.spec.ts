import { describe, expect, it } from 'vitest';
import { carried, read } from './support/read.js';

describe('a table', () => {
  it('whose cells may be merged leads a row that names its co-unit alone as the rows above', () => {
    const { tasks } = read(
      '序号\t任务\t牵头单位\t配合单位\n1\t硬化道路\t市交通局\t市财政局\n2\t改造危桥\t\t市水务局\n3\t新建站房\t市国资委\t',
    );
    expect(tasks.map(carried)).toEqual([
      { lead: ['市交通局'], co: ['市财政局'], responsible: [] },
      { lead: ['市交通局'], co: ['市水务局'], responsible: [] },
      { lead: ['市国资委'], co: [], responsible: [] },
    ]);
  });

  it('may say in the cell of the task who carries what its measures ask', () => {
    const { tasks } = read(
      '工作任务\t主要内容\t完成时间\n打造航线（市文旅局牵头，市港航局配合）\t开通航线4条\t2026年9月\n提升品质（市商务局负责）\t培育民宿\t2026年底',
    );
    expect(tasks.map(carried)).toEqual([
      { lead: ['市文旅局'], co: ['市港航局'], responsible: [] },
      { lead: [], co: [], responsible: ['市商务局'] },
    ]);
  });

  it('may say in a second column of measures how much is wanted', () => {
    const [task] = read('改革事项\t成果形式\t牵头单位\n推进移动支付\t覆盖定点医院28家\t市医保局').tasks;
    expect(task).toMatchObject({ title: '推进移动支付', indicators: [{ value: 28, unit: '家' }] });
  });

  it('may hold several targets in one cell and in the rows that a merged task covers', () => {
    const { tasks } = read(
      '序号\t任务\t年度目标\t责任单位\n1\t供水提升\t新建供水站12处，自来水普及率达到96%\t市水务局\n\t\t维修管网30公里\t',
    );
    expect(tasks.map(({ indicators }) => indicators.map(({ value, unit }) => [value, unit]))).toEqual([
      [
        [12, '处'],
        [96, '%'],
        [30, '公里'],
      ],
    ]);
  });
});
