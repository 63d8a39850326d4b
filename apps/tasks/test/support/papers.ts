import type { Answer, Person } from '#testing';
import type { Cast, Tasks } from './tasks.js';

/** The units that the paper names; one that the register does not know leads the second task, where it is given. */
export interface PaperNames {
  lead: string;
  co: string;
  unknown?: string;
}

/** A short plan in the city's style: two tasks with their notes. */
export function paperText({ lead, co, unknown = lead }: PaperNames): string {
  return [
    '示例市质量强市工作领导小组文件',
    '示例质强组发〔2021〕7号',
    '示例市质量提升行动方案',
    '各成员单位：',
    '一、总体要求',
    '坚持质量第一，全面提升供给质量。',
    '二、主要任务',
    '（一）提升产品质量。开展重点产品质量攻关，2022年6月底前完成首批攻关目录。建立质量档案。'.concat(
      `（责任单位：${lead}牵头，${co}配合）`,
    ),
    `（二）提升服务质量。2022年年底前建成服务质量监测体系。（责任单位：${unknown}牵头，${co}配合）`,
    '示例市质量强市工作领导小组',
    '2021年11月20日',
  ].join('\n');
}

/** Hands in a text, as a new version of the paper of `planId` where that is given, and waits until it is read. */
export async function handIn(tasks: Tasks, as: Person, text: string, planId?: string): Promise<Answer['body']> {
  const { draftId } = await tasks.must(as, 'POST', '/drafts/pasted-texts', { text, ...(planId && { planId }) });
  await tasks.service.settle();
  return tasks.must(as, 'GET', `/drafts/${draftId}`);
}

/** What the office says when it accepts a draft. */
export function acceptanceOf(cast: Cast): object {
  return { issuerUnitId: cast.issuerUnitId, memberGroupId: cast.groupId };
}
