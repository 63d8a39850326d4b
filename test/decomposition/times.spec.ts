import { describe, expect, it } from 'vitest';
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
    ['每年开放新场景150个以上。', { value: 150, per: 'year' }],
    ['确保建成10个，力争建成15个。', { value: 10, stretchValue: 15 }],
  ] as const)('%s', ([text, indicator]) => {
    expect(taskOf(text)?.indicators).toMatchObject([indicator]);
  });
});
