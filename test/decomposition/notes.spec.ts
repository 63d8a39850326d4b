import { describe, expect, it } from 'vitest';
import { carried, noted, read } from './support/read.js';

const NOTES: readonly { note: string; lead?: string[]; co?: string[]; responsible?: string[] }[] = [
  { note: '（市财政局牵头，市有关部门及各区按职责分工负责）', lead: ['市财政局'], co: ['市有关部门', '各区'] },
  { note: '（市财政局、市税务局牵头，市科技局配合）', lead: ['市财政局', '市税务局'], co: ['市科技局'] },
  {
    note: '（责任单位：省水利厅、省发展改革委，各市、县〔市、区〕政府）',
    responsible: ['省水利厅', '省发展改革委', '各市、县〔市、区〕政府'],
  },
  {
    note: '〔责任单位：省商务厅、省市场监管局（省知识产权局）〕',
    responsible: ['省商务厅', '省市场监管局（省知识产权局）'],
  },
  { note: '(责任单位:甲厅牵头，乙厅、丙厅等部门分工负责)', lead: ['甲厅'], co: ['乙厅', '丙厅'] },
  {
    note: '（牵头单位：市教育局；配合单位：市公安局、各区政府；完成时限：2024年底前）',
    lead: ['市教育局'],
    co: ['市公安局', '各区政府'],
  },
  {
    note: '（市科技局牵头，市财政局配合，各区政府负责；完成时限：2024年底前）',
    lead: ['市科技局'],
    co: ['市财政局'],
    responsible: ['各区政府'],
  },
  { note: '（市发展改革委会同有关部门负责）', lead: ['市发展改革委'], co: ['有关部门'] },
  { note: '（甲局牵头，乙集团负责）', lead: ['甲局'], co: ['乙集团'] },
  { note: '（省渔业委负责，省计量院按职责分工负责）', lead: ['省渔业委'], co: ['省计量院'] },
  { note: '（市公安局负责，市司法局配合）', lead: ['市公安局'], co: ['市司法局'] },
  {
    note: '（省委宣传部、某某日报报业集团、各级渔业委）',
    responsible: ['省委宣传部', '某某日报报业集团', '各级渔业委'],
  },
  { note: '（市教育局、市民政局等和各有关区政府负责）', responsible: ['市教育局', '市民政局', '各有关区政府'] },
  {
    note: '（市文化和旅游局、市规划和自然资源局及市教育局负责）',
    responsible: ['市文化和旅游局', '市规划和自然资源局', '市教育局'],
  },
  { note: '（各级党委、政府负责）', responsible: ['各级党委、政府'] },
  { note: '（省商务厅，甲市、乙市人民政府负责）', responsible: ['省商务厅', '甲市', '乙市人民政府'] },
  { note: '（由市发展改革委商市财政局负责）', lead: ['市发展改革委'], co: ['市财政局'] },
  { note: '【主责单位：市城市管理委】', lead: ['市城市管理委'] },
  {
    note: '（甲部牵头，乙部、丙部等部门及各地区按职责分工负责）',
    lead: ['甲部'],
    co: ['乙部', '丙部', '各地区'],
  },
  { note: '（法规处、质量发展处）', responsible: ['法规处', '质量发展处'] },
  { note: '（市市场监管局（牵头）、市科技局负责）', lead: ['市市场监管局'], co: ['市科技局'] },
  { note: '（市政府各委、办、局负责）', responsible: ['市政府各委、办、局'] },
  {
    note: '（市交通局牵头；市住建局，甲县、乙区人民政府配合；全年持续推进）',
    lead: ['市交通局'],
    co: ['市住建局', '甲县', '乙区人民政府'],
  },
  { note: '（首都标准化委员会成员单位负责）', responsible: ['首都标准化委员会成员单位'] },
];

describe('a responsibility note', () => {
  it.for(NOTES)('$note names who does what', ({ note, lead = [], co = [], responsible = [] }) => {
    expect(noted(note)).toEqual({ lead, co, responsible });
  });

  it.for(['（含乡村学校）', '（包括通算中心、智算中心）', '（超过100人的企业）', '（以下简称示范区）', '（镇）'])(
    '%s explains and names nobody',
    (bracket) => {
      expect(noted(bracket)).toEqual({ lead: [], co: [], responsible: [] });
    },
  );

  it('that says the first leads holds to the end of the paper, and a group cannot lead', () => {
    const { tasks } = read(
      [
        '（一）甲任务。推进。（市税务局、市财政局负责，排在第一位的部门为牵头部门，下同）',
        '（二）乙任务。推进。（市商务局、市教育局负责）',
        '（三）丙任务。推进。（各区政府负责）',
      ].join('\n'),
    );
    expect(tasks.map(carried)).toEqual([
      { lead: ['市税务局'], co: ['市财政局'], responsible: [] },
      { lead: ['市商务局'], co: ['市教育局'], responsible: [] },
      { lead: [], co: [], responsible: ['各区政府'] },
    ]);
  });

  it('that says so for itself alone does not hold for the next', () => {
    const { tasks } = read(
      '（一）甲任务。推进。（市税务局、市财政局负责，列第一位的为牵头单位）\n（二）乙任务。推进。（市商务局、市教育局负责）',
    );
    expect(tasks.map((task) => task.lead.value)).toEqual([['市税务局'], []]);
  });

  it.for([
    '以下各项工作均需相关市、县（市、区）政府配合落实，不再列出。',
    '相关市、县（市、区）政府均为以下任务的责任单位，不再列出。',
  ])('is completed by 「%s」', (sentence) => {
    const [task] = read(
      `一、主要任务\n${sentence}\n（一）攻关。推进。（省科技厅负责）\n（二）应用。推广。（省商务厅负责）`,
    ).tasks;
    expect(task?.units.value.map(({ name, addedByRule }) => [name, addedByRule])).toEqual([
      ['省科技厅', false],
      ['相关市、县（市、区）政府', true],
    ]);
  });

  it('splits one number into several tasks', () => {
    const { tasks } = read(
      '一、任务\n（一）建设平台。一是建库。（市数据局负责）二是建网。（市经信局负责）三是建标准。（市市场监管局）',
    );
    expect(tasks.map(({ no, units }) => [no, units.value[0]?.name])).toEqual([
      ['一-1', '市数据局'],
      ['一-2', '市经信局'],
      ['一-3', '市市场监管局'],
    ]);
  });

  it('behind the last of its steps is the note of the whole', () => {
    const { tasks } = read('（一）推动改革。\n（1）推进审批；\n（2）推进监管。（市市场监管局牵头，各区政府配合）');
    expect(tasks).toHaveLength(1);
    expect(tasks[0]?.text.value).toContain('推进审批');
  });

  it('below steps in one line is the note of the item, not of its first step', () => {
    const [task, ...others] = read(
      '1.治理隐患\n一是排查，2024年6月底前完成；二是整治，2025年6月底前完成。\n主责单位：市住建委\n配合单位：各区政府',
    ).tasks;
    expect(others).toEqual([]);
    expect(task).toMatchObject({ no: '1', title: '治理隐患' });
    expect(task?.deadline.value.milestones.map(({ due }) => due)).toEqual(['2024-06-30', '2025-06-30']);
  });

  it('is not needed for a section whose items begin with who does them, in a paper that has notes elsewhere', () => {
    const { tasks, coverage } = read(
      '一、建设学位\n牵头单位：市教育局\n二、免费体检\n（一）市卫健委负责制定方案，2025年2月15日前印发。\n（二）各县区卫健局负责组织实施。',
    );
    expect(tasks.map((task) => task.units.value.map(({ name }) => name))).toEqual([
      ['市教育局'],
      ['市卫健委'],
      ['各县区卫健局'],
    ]);
    expect(coverage.open).toBe(0);
  });

  it('before the next step splits them, also behind a comma', () => {
    const { tasks } = read('一、优化服务。一是推行承诺，（省商务厅、各设区市政府）二是压缩时限。（省数据局）');
    expect(tasks.map((task) => carried(task)?.responsible)).toEqual([['省商务厅', '各设区市政府'], ['省数据局']]);
  });

  it('of the last item does not reach over what speaks of all', () => {
    const { tasks, coverage } = read(
      '1.发放补贴。（市商务局）\n2.开展活动。（市文旅局负责）\n以上工作由市政府督查室督办。',
    );
    expect(tasks.map(({ text }) => text.value)).toEqual(['发放补贴。', '开展活动。']);
    expect(coverage.open).toBe(0);
  });

  it('in labelled lines keeps lead, responsible and co apart', () => {
    const [task] = read(
      '1.推进试点\n开展试点。\n主责单位：市教育局\n责任单位：市财政局\n配合单位：各区政府\n完成时限：持续推进',
    ).tasks;
    expect(carried(task)).toEqual({ lead: ['市教育局'], co: ['各区政府'], responsible: ['市财政局'] });
    expect(task?.deadline.value).toMatchObject({ raw: '', continuing: true });
  });

  it('goes on in the next line where its list is not at its end', () => {
    const [task] = read('（一）加强培训。举办培训班。\n责任单位：区民政局、\n区教委。\n配合单位：各街道办事处').tasks;
    expect(carried(task)).toEqual({ lead: [], co: ['各街道办事处'], responsible: ['区民政局', '区教委'] });
  });

  it('is not needed where the text says who leads or the heading is a unit', () => {
    const { tasks } = read(
      '一、重点工作\n（一）市教育局：\n1.制定方案。\n2.开展整治。\n（二）编制规划。由市发展改革委牵头，会同市财政局、市经济和信息化局制定规划。',
    );
    expect(tasks.map(carried)).toEqual([
      { lead: [], co: [], responsible: ['市教育局'] },
      { lead: [], co: [], responsible: ['市教育局'] },
      { lead: ['市发展改革委'], co: ['市财政局', '市经济和信息化局'], responsible: [] },
    ]);
  });

  it('below a noted task makes measures of it', () => {
    const { tasks } = read(
      '（一）优化审批。推行承诺。（市政府办公室牵头，有关单位负责）\n具体举措：\n1.清理事项。（市司法局负责）\n2.压缩时间。（市数据局负责）',
    );
    expect(tasks.map(({ kind, parent }) => [kind, parent])).toEqual([
      ['task', undefined],
      ['measure', 't1'],
      ['measure', 't1'],
    ]);
  });
});
