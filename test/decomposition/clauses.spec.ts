import { describe, expect, it } from 'vitest';
import { carried, read, type Carried } from './support/read.js';

const CLAUSES: readonly ({ text: string } & Partial<Carried>)[] = [
  { text: '市发展改革委负责立项审批；市教委配合。', lead: ['市发展改革委'], co: ['市教委'] },
  { text: '编制托育规划，2026年底前印发；由市卫生健康委牵头。', lead: ['市卫生健康委'] },
  {
    text: '由市水务局牵头开展巡查；市城管委、各区政府配合。',
    lead: ['市水务局'],
    co: ['市城管委', '各区政府'],
  },
  {
    text: '市统计局牵头制定普查方案；市财政局负责保障经费；各区政府负责组织实施。',
    lead: ['市统计局'],
    co: ['市财政局', '各区政府'],
  },
  { text: '推进小区改造；市住建委、市财政局按职责分工负责。', responsible: ['市住建委', '市财政局'] },
  { text: '开展宣传活动;市委宣传部牵头;各区政府配合。', lead: ['市委宣传部'], co: ['各区政府'] },
  { text: '落实防尘要求；由市住建委会同市生态环境局负责。', lead: ['市住建委'], co: ['市生态环境局'] },
  {
    text: '一是整合平台；由市数据局牵头。二是归集数据；市大数据中心配合。',
    lead: ['市数据局'],
    co: ['市大数据中心'],
  },
  { text: '市教委负责学位建设；市财政局负责经费保障。', responsible: ['市教委', '市财政局'] },
  { text: '完善机制，市教委牵头；建立台账，市审计局配合。', lead: ['市教委'], co: ['市审计局'] },
  { text: '编制规划；责任单位：市教委；配合单位：市财政局。', responsible: ['市教委'], co: ['市财政局'] },
  { text: '市教委要公布学位；市财政局应保障经费。', responsible: ['市教委', '市财政局'] },
  { text: '请市教委梳理目录，于4月20日前反馈我局。', responsible: ['市教委'] },
  { text: '请市投促中心抓紧对接企业，市财政局拨付经费。', responsible: ['市投促中心', '市财政局'] },
  { text: '会议要求，市教委要公布学位，市应急局储备物资。', responsible: ['市教委', '市应急局'] },
  { text: '请市教委梳理目录，报送市财政局，反馈我局。', responsible: ['市教委'] },
  { text: '请大家按时到会，市教委要求的材料一次收齐。' },
  { text: '请市教委主任签批，推广应用。' },
  // what names an office and gives it nothing to do
  { text: '对标国务院办公厅要求；主动接受市人大常委会监督。' },
  { text: '完善与市公安局、市教委的信息共享；市财政局要求的材料一次收齐。' },
  { text: '争取国家部委政策，市教委支持的学校优先纳入；推广应用。' },
];

describe('a clause', () => {
  it.for(CLAUSES)('of 「$text」 names who does it', ({ text, lead = [], co = [], responsible = [] }) => {
    expect(carried(read(`一、主要任务\n（一）完善体系。${text}`).tasks[0])).toEqual({ lead, co, responsible });
  });

  it('that says until when sets the deadline and is no text of the task', () => {
    const [task] = read('一、主要任务\n（一）压减事项。由市教委牵头，各区政府配合；完成时限：2025年底前。').tasks;
    expect(task?.deadline).toMatchObject({ value: { due: '2025-12-31' }, reasons: ['field-of-note'] });
    expect(task?.text.value).toBe('压减事项。由市教委牵头，各区政府配合；');
  });
});
