import { describe, expect, it } from 'vitest';
import { measuresOf, type CarriedTask, type SecondLevel } from '#decomposition';
import { read } from './support/read.js';

const CARRIED: readonly CarriedTask[] = [
  {
    taskId: 'elevators',
    no: '（三）',
    title: '开展老旧电梯安全评估',
    text: '开展老旧电梯安全评估。对使用十五年以上的住宅电梯全部评估，推动更新改造。',
  },
  {
    taskId: 'canteens',
    no: '（四）',
    title: '提升校园食堂管理水平',
    text: '提升校园食堂管理水平。推行明厨亮灶，落实陪餐制度，开展食材集中配送。',
  },
  {
    taskId: 'charging',
    no: '（十二）',
    title: '规范充电设施建设',
    text: '规范充电设施建设。新建居住区充电车位全覆盖，治理飞线充电。',
  },
];

const plan = (...lines: readonly string[]): SecondLevel => measuresOf(read(lines.join('\n')), CARRIED);
const under = ({ measures }: SecondLevel) =>
  measures.map((measure) => (measure.state === 'under' ? [measure.taskId, measure.reasons[0]] : 'open'));

describe("a district's own plan", () => {
  it.for([
    ['（对应市级任务第12项）', 'charging'],
    ['（对应市方案第（三）项任务）', 'elevators'],
    ['（落实市任务清单序号4）', 'canteens'],
  ])('puts a measure that says %s under that task', ([cited = '', taskId = '']) => {
    const second = plan('一、主要任务', `（一）完善台账。逐项建立台账${cited}。（区住建委负责）`);
    expect(second.measures).toMatchObject([{ state: 'under', taskId, confidence: 0.97 }]);
    expect(second.measures[0]).toMatchObject({ reasons: expect.arrayContaining(['cites-number']) as string[] });
  });

  it('reads the column of a ledger that names the task', () => {
    const second = plan(
      '序号\t对应市级任务\t具体措施\t责任单位',
      '1\t12\t摸清底数\t区住建委',
      '2\t第（四）项\t开展培训\t区教委',
      '3\t开展老旧电梯安全评估\t摸清底数\t区市场监管局',
    );
    expect(under(second)).toEqual([
      ['charging', 'cites-number'],
      ['canteens', 'cites-number'],
      ['elevators', 'cites-title'],
    ]);
  });

  it('puts what stands below a heading with the title of a task under it', () => {
    const second = plan(
      '一、重点任务',
      '（一）规范充电设施建设',
      '1.摸清底数。逐小区排查。（区住建委负责）',
      '2.加强宣传。发放手册。（区消防支队负责）',
      '（二）提升校园食堂管理水平。制定方案。（区教委负责）',
    );
    expect(under(second)).toEqual([
      ['charging', 'heading-is-title'],
      ['charging', 'heading-is-title'],
      ['canteens', 'same-title'],
    ]);
    expect(second.withoutMeasure).toEqual(['elevators']);
  });

  it('puts the measures of a task with that task', () => {
    const second = plan(
      '一、重点任务',
      '（一）提升校园食堂管理水平。细化安排。（区教委牵头，有关单位负责）',
      '具体举措：',
      '1.摸底。（区教委负责）',
      '2.总结。（区市场监管局负责）',
    );
    expect(under(second)).toEqual([
      ['canteens', 'same-title'],
      ['canteens', 'parent-matches'],
      ['canteens', 'parent-matches'],
    ]);
  });

  it('that is made for one task belongs to it, but for what cites another', () => {
    const second = plan(
      '某区规范充电设施建设实施方案',
      '一、主要任务',
      '（一）摸清底数。逐小区排查。（区住建委负责）',
      '（二）加强联动。结合“开展老旧电梯安全评估”同步排查。（区市场监管局负责）',
    );
    expect(under(second)).toEqual([
      ['charging', 'paper-is-for-task'],
      ['elevators', 'cites-title'],
    ]);
  });

  it('offers a measure that only shares words, with the words, as unsure', () => {
    const [measure] = plan(
      '一、任务',
      '（一）治理飞线充电。排查居住区充电车位，治理飞线充电。（区消防支队负责）',
    ).measures;
    expect(measure).toMatchObject({ state: 'under', taskId: 'charging', confidence: 0.6, reasons: ['shared-terms'] });
    expect(measure?.candidates[0]?.terms).toContain('治理飞线充电');
  });

  it('leaves a measure open that shares nothing, and one that two tasks claim', () => {
    const second = plan(
      '一、任务',
      '（一）发展冰雪运动。建设滑冰场。（区体育局负责）',
      '（二）联合检查。每月联合检查（对应市级任务第3、4项）。（区市场监管局负责）',
    );
    expect(second.measures).toMatchObject([
      { state: 'open', candidates: [] },
      { state: 'open', candidates: [{ taskId: 'elevators' }, { taskId: 'canteens' }] },
    ]);
  });

  it('does not take a number of its own for one of the paper above', () => {
    const second = plan('一、任务', '（三）发展冰雪运动。落实第3届冰雪节安排，建设3个滑冰场。（区体育局负责）');
    expect(second.measures[0]?.state).toBe('open');
  });

  it('of thousands of measures is read in time', () => {
    const carried = Array.from({ length: 900 }, (_, at) => ({
      taskId: `t${at}`,
      no: String(at + 1),
      title: `推进第${at}号工程建设`,
      text: `推进第${at}号工程建设。完善制度，健全机制，加快第${at}号工程进度。`,
    }));
    const own = read(
      [
        '一、任务',
        ...Array.from({ length: 900 }, (_, at) => `${at + 1}.推进第${at}号工程建设。加快推进。（区住建委负责）`),
      ].join('\n'),
    );
    const began = performance.now();
    expect(measuresOf(own, carried).withoutMeasure).toEqual([]);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
