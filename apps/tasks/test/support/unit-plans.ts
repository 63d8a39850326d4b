import type { Answer, Person } from '#testing';
import type { Tasks } from './tasks.js';

/** A district's own plan: two measures that cite a task of the city's plan by its number, and one that says nothing of any. */
export function unitPlanText(): string {
  return [
    '示例区质量提升实施方案',
    '一、主要任务',
    '（一）建立电梯档案。2022年6月底前逐梯建立档案（对应市级任务第三项）。（区住建委负责）',
    '（二）培训食堂人员。组织食堂人员全员培训（对应市级任务第四项）。（区教委负责）',
    '（三）编印普法手册。向社区发放普法手册。（区司法局负责）',
  ].join('\n');
}

/** A district's own plan with one measure, for the task of this number. */
export function oneMeasureText(no: string): string {
  return [
    '示例区实施方案',
    '一、主要任务',
    `（一）建立档案。逐项建立档案（对应市级任务第${no}项）。（区住建委负责）`,
  ].join('\n');
}

/** Hands in a unit's own plan for its tasks of this plan, and waits until it is read. */
export async function handInUnitPlan(
  tasks: Tasks,
  as: Person,
  planId: string,
  text = unitPlanText(),
): Promise<Answer['body']> {
  const { draftId } = await tasks.must(as, 'POST', '/drafts/unit-plans/pasted-texts', { text, planId });
  await tasks.service.settle();
  return tasks.must(as, 'GET', `/drafts/${draftId}`);
}
