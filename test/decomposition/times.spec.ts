import { describe, expect, it } from 'vitest';
import { decompose, EMPTY_REGISTER, readPlainText, type Calendar } from '#decomposition';
import { read } from './support/read.js';

function taskOf(text: string) {
  return read(`某政发〔2024〕1号\n一、主要任务\n（一）完善体系。${text}（市教育局负责）\n某市人民政府\n2024年3月5日`)
    .tasks[0];
}

describe('a time in a task', () => {
  it.for([
    ['2024年6月底前完成建设。', '2024年6月底前', '2024-06-30'],
    ['年底前完成建设。', '年底前', '2024-12-31'],
    ['到2027年，建成平台。', '到2027年', '2027-12-31'],
    ['2025年上半年建成平台。', '2025年上半年', '2025-06-30'],
    ['10月中旬前上线。', '10月中旬前', '2024-10-20'],
    ['2025年前建成体系。', '2025年前', '2024-12-31'],
    ['2024年第三季度末形成方案。', '2024年第三季度末', '2024-09-30'],
    ['2024年1月1日至12月31日，给予补助。', '2024年1月1日至12月31日', '2024-12-31'],
    ['二〇二五年底前完成。', '二〇二五年底前', '2025-12-31'],
    ['２０２５年６月底前完成。', '２０２５年６月底前', '2025-06-30'],
  ] as const)('%s is a deadline', ([text, raw, due]) => {
    expect(taskOf(text)?.deadline.value).toMatchObject({ raw, due });
  });

  it.for([
    ['自2024年5月1日起实行新办法。', 'start'],
    ['每月25日前报送进展。', 'recurring'],
    ['改造2000年前建成的老旧小区。', 'attribute'],
    ['排查2010年以前安装的电梯。', 'attribute'],
    ['2023年12月底前已完成的项目要加强管护。', 'attribute'],
    ['政策有效期至2027年12月31日。', 'validity'],
    ['落实《某行动方案（2021—2025年）》。', 'cited'],
    ['能耗较2020年下降。', 'base'],
    ['印发之日起30日内出台办法。', 'within'],
  ] as const)('%s is none', ([text, kind]) => {
    const task = taskOf(text);
    expect(task?.deadline.value.raw).toBe('');
    expect(task?.times.map((time) => time.kind)).toContain(kind);
  });

  it('that no calendar has is kept verbatim and flagged', () => {
    const task = taskOf('2024年9月31日前完成。');
    expect(task?.deadline.value).toEqual({ raw: '2024年9月31日前', continuing: false, milestones: [] });
    expect(task?.deadline.reasons).toContain('impossible-date');
  });

  it('that no calendar has is flagged in the text, too, where a label sets the limit', () => {
    const [task] = read('1.整改\n2025年9月31日前整改。\n责任单位：市教育局\n完成时限：2025年9月底').tasks;
    expect(task?.deadline).toMatchObject({
      value: { due: '2025-09-30' },
      reasons: ['field-of-note', 'impossible-date-in-text'],
    });
  });

  it('may be a part of the year that no calendar fixes, whose day stays open', () => {
    expect(taskOf('2026年秋季学期前完成布局。')?.deadline.value).toEqual({
      raw: '2026年秋季学期前',
      continuing: false,
      milestones: [],
    });
    expect(taskOf('2025年汛期前完成加固。')?.deadline.value.raw).toBe('2025年汛期前');
    expect(taskOf('2025年汛期前完成加固。')?.deadline.value.due).toBeUndefined();
  });

  it('全年 before what is to be done is the end of the year of the paper, where that is known', () => {
    expect(taskOf('全年完成技改项目260个。')?.deadline.value).toMatchObject({ raw: '全年', due: '2024-12-31' });
    expect(taskOf('全年开放不少于330天。')?.deadline.value.raw).toBe('');
    const [undated] = read('一、任务\n（一）抓技改。全年完成项目260个。（市工信局负责）').tasks;
    expect(undated?.deadline.value.raw).toBe('');
  });

  it('may stand in a title on a line of its own', () => {
    const [task] = read(
      '一、任务\n（一）2025年6月底前建成产业园\n做好选址。（市财政局负责）\n（二）抓招商。（市财政局负责）',
    ).tasks;
    expect(task).toMatchObject({ title: '2025年6月底前建成产业园', deadline: { value: { due: '2025-06-30' } } });
  });

  it('is a milestone where there are several', () => {
    expect(taskOf('2024年6月底前出台方案。2025年底前全面实施。')?.deadline.value).toMatchObject({
      raw: '2024年6月底前；2025年底前',
      due: '2025-12-31',
      milestones: [{ due: '2024-06-30', text: '2024年6月底前出台方案。' }, { due: '2025-12-31' }],
    });
  });
});

describe('a quantified target', () => {
  it.for([
    ['建成平台10个以上。', { comparator: '≥', value: 10, unit: '个', per: 'total' }],
    ['年检定突破3万件。', { comparator: '>', value: 30000, unit: '件' }],
    ['累计服务达到2.4亿人次。', { comparator: '≥', value: 240_000_000, unit: '人次' }],
    ['巡检覆盖率达到70‰。', { comparator: '≥', value: 70, unit: '‰' }],
    ['建成园区10个左右。', { comparator: '≈', value: 10 }],
    ['创建街区4条（个）以上。', { comparator: '≥', value: 4, unit: '条(个)' }],
    ['平均周期压缩至4个工作日。', { comparator: '≤', value: 4 }],
    ['亡人事故不超过5起。', { name: '亡人事故', comparator: '≤', value: 5 }],
    ['能耗增幅不得高于3%。', { name: '能耗增幅', comparator: '≤', value: 3 }],
    ['合格率不得低于98%。', { name: '合格率', comparator: '≥', value: 98 }],
    ['群众满意度超过90%。', { comparator: '>', value: 90 }],
    ['合格率≥98%。', { name: '合格率', comparator: '≥', value: 98 }],
    ['合格率达到≥98%。', { name: '合格率', comparator: '≥', value: 98 }],
    ['单耗≤3吨。', { name: '单耗', comparator: '≤', value: 3 }],
    ['死亡数＜5人。', { name: '死亡数', comparator: '<', value: 5 }],
    ['利用率＞60%。', { name: '利用率', comparator: '>', value: 60 }],
    ['每年开放新场景150个以上。', { value: 150, per: 'year' }],
    ['力争完成15个、确保完成10个。', { value: 10, stretchValue: 15 }],
    ['梳理图谱8张，编制目录。', { value: 8, unit: '张' }],
    ['启动甲、乙等6个小区整治。', { value: 6, unit: '个' }],
    ['每支队伍20至25人。', { comparator: '≥', value: 20, stretchValue: 25, unit: '人' }],
    ['走访慰问企业300家次。', { value: 300, unit: '家次' }],
    ['培育民宿30家至40家。', { comparator: '≥', value: 30, stretchValue: 40, unit: '家' }],
    ['培训学员3万到5万人。', { comparator: '≥', value: 30_000, stretchValue: 50_000 }],
    ['培训学员3~5万人。', { comparator: '≥', value: 30_000, stretchValue: 50_000 }],
    ['组织专班6月到30家企业走访。', { comparator: '=', value: 30 }],
    ['检出率从10%到15%。', { comparator: '=', value: 15, unit: '%' }],
    ['抽检2万批次。', { value: 20_000, unit: '批次' }],
    ['确保建成10个，力争建成15个。', { value: 10, stretchValue: 15 }],
  ] as const)('%s', ([text, indicator]) => {
    expect(taskOf(text)?.indicators).toMatchObject([indicator]);
  });
});

it.for(['现有企业22家。', '对22家企业开展体检。', '全市已有平台8个，', '涉及小区6个。'])(
  '%s is no quantified target',
  (text) => {
    expect(taskOf(text)?.indicators).toEqual([]);
  },
);

describe('a duty that comes back', () => {
  it.for([
    ['每月25日前报送进展。', { every: 'month', interval: 1, by: { day: 25 } }],
    ['每季度末报送进展。', { every: 'quarter', interval: 1, by: { part: '底' } }],
    ['每季度末月20日前报送进展。', { every: 'quarter', by: { monthOfPeriod: 3, day: 20 } }],
    ['每年12月底前报送总结。', { every: 'year', by: { month: 12, part: '底' } }],
    ['每半年通报一次。', { every: 'half-year', interval: 1 }],
    ['每周五前报送情况。', { every: 'week', by: { weekday: 5 } }],
    ['每周一次调度。', { every: 'week', interval: 1 }],
    ['每两个月检查一次。', { every: 'month', interval: 2 }],
    ['每双周调度一次。', { every: 'week', interval: 2 }],
    ['每月底前更新台账。', { every: 'month', by: { part: '底' } }],
    ['按月报送进展。', { every: 'month', interval: 1 }],
  ] as const)('%s', ([text, cycle]) => {
    const task = taskOf(text);
    expect(task?.times).toMatchObject([{ kind: 'recurring', cycle }]);
    expect(task?.deadline).toMatchObject({ value: { raw: '' }, reasons: ['no-date', 'recurring-duty'] });
  });

  it('on a day that no month has is flagged', () => {
    expect(taskOf('每年2月30日前报送。')?.times[0]).toMatchObject({ kind: 'recurring', impossible: true });
  });
});

describe('a limit that is counted from something', () => {
  it.for([
    ['印发之日起30日内出台办法。', '2024-04-04', ['counted-from-issue']],
    ['在本方案印发后三个月内出台办法。', '2024-06-05', ['counted-from-issue']],
    ['自本通知印发之日起半年内出台办法。', '2024-09-05', ['counted-from-issue']],
    ['方案发布后两周内出台办法。', '2024-03-19', ['counted-from-issue']],
    ['自印发之日起10个工作日内出台办法。', '2024-03-19', ['counted-from-issue', 'working-days-by-week']],
    ['自2024年4月1日起15日内出台办法。', '2024-04-16', ['counted-from-date']],
    ['收到本通知后15日内报送方案。', undefined, ['counted-from-receipt']],
    ['接到通知之日起五个工作日内报送方案。', undefined, ['counted-from-receipt']],
  ] as const)('%s is a stage of the task, and its reason is said', ([text, due, reasons]) => {
    const { value, reasons: said } = taskOf(text)?.deadline ?? {};
    expect(value?.raw).toBe('');
    expect(value?.milestones.map((stage) => stage.due)).toEqual([due]);
    expect(said).toEqual(expect.arrayContaining([...reasons]));
  });

  it.for(['受理申请之日起3日内办结。', '国家标准发布后30日内转发。', '接到投诉后2个工作日内反馈。'])(
    '%s is the limit of something else',
    (text) => {
      const task = taskOf(text);
      expect(task?.times.map(({ relative }) => relative?.from)).toEqual(['event']);
      expect(task?.deadline.value.milestones).toEqual([]);
    },
  );

  it('is the deadline where a label says so', () => {
    const [task] = read(
      '某政发〔2024〕1号\n1.推进试点\n开展试点。\n责任单位：市教育局\n完成时限：印发后20日内\n某市人民政府\n2024年3月5日',
    ).tasks;
    expect(task?.deadline).toMatchObject({
      value: { raw: '印发后20日内', due: '2024-03-25' },
      reasons: expect.arrayContaining(['counted-from-issue']) as string[],
    });
  });

  it('without a date of the paper stays as it is written', () => {
    const [task] = read('一、任务\n（一）完善体系。印发后30日内出台办法。（市教育局负责）').tasks;
    expect(task?.deadline.value.milestones).toEqual([{ raw: '印发后30日内', text: '印发后30日内出台办法。' }]);
    expect(task?.deadline.reasons).toContain('paper-without-date');
  });

  it('in working days leaves out the holidays that it is given', () => {
    const paper = readPlainText(
      '一、任务\n（一）完善体系。印发后5个工作日内出台办法。（市教育局负责）\n某市人民政府\n2024年4月2日',
    );
    const holidays: Calendar = [
      { date: '2024-04-04', kind: 'off' },
      { date: '2024-04-05', kind: 'off' },
      { date: '2024-04-07', kind: 'work' },
    ];
    const [task] = decompose(paper, EMPTY_REGISTER, holidays).tasks;
    expect(task?.deadline.value.milestones[0]?.due).toBe('2024-04-10');
    expect(task?.deadline.reasons).not.toContain('working-days-by-week');
  });

  it('beside a date is a stage before it', () => {
    const { value } = taskOf('印发后30日内制定方案，2024年底前全面完成。')?.deadline ?? {};
    expect(value).toMatchObject({
      raw: '2024年底前',
      due: '2024-12-31',
      milestones: [{ due: '2024-04-04' }, { due: '2024-12-31' }],
    });
  });
});
