import { describe, expect, it } from 'vitest';
import type { Proposal } from '#decomposition';
import { carried, read } from './support/read.js';

const BODY = [
  '一、主要任务',
  '（一）建设监测平台。整合资源，2025年6月底前建成。（市数据局牵头，市财政局配合）',
  '（二）推进社区试点。选择两个街道试点。（市民政局负责）',
  '附件：任务分工表',
];

const withTable = (...rows: readonly string[]): Proposal =>
  read([...BODY, '序号\t重点任务\t责任单位\t完成时限', ...rows].join('\n'));

const texts = ({ sentences }: Proposal, ids: readonly number[] = []) => ids.map((id) => sentences[id]?.text);

describe('a task of the body that a table names again', () => {
  it('is one task where both agree, and both places belong to it', () => {
    const proposal = withTable(
      '1\t建设监测平台\t市数据局、市财政局\t2025年6月30日前',
      '2\t推进社区试点\t市民政局\t2025年底前',
    );
    expect(proposal.tasks.map(({ title }) => title)).toEqual(['建设监测平台', '推进社区试点']);
    expect(carried(proposal.tasks[0])).toEqual({ lead: ['市数据局'], co: ['市财政局'], responsible: [] });
    expect(texts(proposal, proposal.tasks[0]?.sentences)).toEqual(
      expect.arrayContaining(['建设监测平台', '2025年6月30日前']),
    );
    expect(proposal.tasks[1]?.deadline).toMatchObject({
      value: { due: '2025-12-31' },
      reasons: expect.arrayContaining(['from-annex']) as string[],
    });
    expect(proposal.coverage.open).toBe(0);
    const keys = new Set(proposal.tasks.map(({ key }) => key));
    expect(proposal.sentences.flatMap((each) => (each.state === 'task' ? each.tasks : []))).toSatisfy(
      (named: string[]) => named.every((key) => keys.has(key)),
    );
  });

  it.for([
    ['市数据局、市教育局\t2025年6月底前', 'units', 'units-differ-from-annex'],
    ['市数据局、市财政局\t2025年9月底前', 'deadline', 'deadline-differs-from-annex'],
  ] as const)('stays twice where they differ (%s), and a person is asked', ([cells, field, reason]) => {
    const { tasks } = withTable(`1\t建设监测平台\t${cells}`);
    const [body, , row] = tasks;
    expect(tasks).toHaveLength(3);
    expect([body?.twin, row?.twin]).toEqual([row?.key, body?.key]);
    for (const task of [body, row]) {
      expect(task?.[field].reasons).toContain(reason);
      expect(task?.[field].confidence).toBeLessThan(0.5);
    }
  });

  it('with another lead there is flagged, too', () => {
    const { tasks } = read(
      [...BODY, '序号\t重点任务\t牵头单位\t配合单位', '1\t建设监测平台\t市财政局\t市数据局'].join('\n'),
    );
    expect(tasks.map((task) => task.lead.reasons.includes('lead-differs-from-annex'))).toEqual([true, false, true]);
  });

  it('whose rows cut it into pieces leaves the pieces as they are', () => {
    const { tasks } = read(
      [
        ...BODY,
        '序号\t重点任务\t具体措施\t责任单位',
        '1\t建设监测平台\t制定接入标准\t市数据局',
        '2\t建设监测平台\t开展联合测试\t市数据局',
      ].join('\n'),
    );
    expect(tasks).toHaveLength(4);
    expect(tasks.every(({ twin }) => twin === undefined)).toBe(true);
  });

  it('is found by the task that stands beside its measure, with or without a number', () => {
    const { tasks } = read(
      [
        ...BODY,
        '序号\t工作任务\t主要内容\t责任单位',
        '1\t（一）建设监测平台\t整合资源，2025年6月底前建成。\t市数据局、市财政局',
        '2\t推进社区试点\t选择三个街道试点\t市民政局',
      ].join('\n'),
    );
    expect(tasks.map(({ title }) => title)).toEqual(['建设监测平台', '推进社区试点', '推进社区试点']);
    expect(tasks[2]).toMatchObject({ twin: 't2', text: { value: '选择三个街道试点' } });
  });

  it('keeps a row that says more than the body', () => {
    const { tasks } = read(
      [...BODY, '序号\t名称\t具体措施\t责任单位', '1\t推进社区试点\t总结经验并推广到全市\t市民政局'].join('\n'),
    );
    expect(tasks).toHaveLength(3);
    expect(tasks.at(-1)?.twin).toBe('t2');
  });
});
