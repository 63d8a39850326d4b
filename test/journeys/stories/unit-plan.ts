import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilSettled } from '../../../apps/standalone/src/sample/settled.js';
import { docx, p, tbl, tc, tr } from '../../../libs/papers/test/build/docx.js';
import type { City } from '../../demo/city.js';
import { Journey } from '../support/journey.js';
import type { Transport } from '../support/transport.js';

const METERING = '解读-4';
const CERTIFICATION = '解读-5';
/** A task that another district carries. */
const FOREIGN = '解读-10';

/** In the style of districts: a chapter named like the city's task, tasks that quote it, and the annexed list of measures. */
const PLAN = [
  '北京市东城区人民政府办公室',
  '东政办发〔2021〕12号',
  '关于印发《东城区质量提升实施方案》的通知',
  '各街道办事处，区政府各委、办、局：',
  '东城区质量提升实施方案',
  '一、总体要求',
  '全面落实市级行动方案，确保各项任务在东城区落地见效。',
  '二、主要任务',
  '（一）发挥计量支撑作用',
  '1.建设计量服务站。2022年6月底前建成区级计量服务站3个。（责任单位：区市场监管局）',
  '2.开展计量惠企服务。为不少于200家企业提供计量咨询。（责任单位：区市场监管局、区商务局）',
  '（二）提升认证水平',
  '3.培育认证试点企业。落实市级任务“大力推行高端品质认证”，2022年9月底前培育试点企业10家。（责任单位：区市场监管局）',
  '4.编印质量知识手册。面向社区居民发放手册。（责任单位：区司法局）',
];

const LIST = tbl(
  tr(tc('序号'), tc('具体措施'), tc('对应市级任务'), tc('责任单位'), tc('完成时限')),
  tr(
    tc('5'),
    tc('组织认证机构走进园区，开展现场培训6场'),
    tc('大力推行高端品质认证'),
    tc('区投促局'),
    tc('2022年10月底前'),
  ),
);

interface Proposed {
  key: string;
  title: string;
  deadline: string | null;
  measure: { taskId: string | null; owner: string; sure: { reasons: string[] } };
}

interface Draft {
  draftId: string;
  phase: string;
  allowedActions: string[];
  proposed: Proposed[];
  carried: { taskId: string; measures: number }[];
}

interface Measure {
  measureId: string;
  title: string;
  phase: string;
}

export function unitPlan(transport: Transport): void {
  let journey: Journey;
  let city: City;
  let planId: string;
  let draft: Draft;

  beforeAll(async () => {
    journey = await Journey.open(transport);
    city = await journey.begin();
    await city.moveClock('2021-11-23 09:00');
    await city.requestIssue();
    await city.approveIssue();
    await city.assign(METERING, { responsible: ['dongcheng'] }, '2022-12-31');
    await city.assign(CERTIFICATION, { responsible: ['dongcheng'] }, '2022-12-31');
    await city.assign(FOREIGN, { responsible: ['fengtai'] }, '2022-12-31');
    const liaison = await city.as('dongcheng.liaison');
    await untilSettled(liaison);
    ({ planId } = await liaison.get<{ planId: string }>(`/api/tasks/tasks/${city.taskId(METERING)}`));
  });

  afterAll(() => journey.close());

  const handIn = async (username: string) => {
    const { origin, accessToken } = await city.as(username);
    const query = new URLSearchParams({ planId, fileName: '东城区实施方案.docx' });
    const paragraphs = PLAN.map((line) => p(line)).join('');
    return fetch(new URL(`/api/tasks/drafts/unit-plans?${query.toString()}`, origin), {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/octet-stream' },
      body: Buffer.from(docx({ body: `${paragraphs}${p('附件：具体措施清单')}${LIST}` })),
    });
  };
  const read = async (username: string) => (await city.as(username)).get<Draft>(`/api/tasks/drafts/${draft.draftId}`);
  const change = async (body: object) =>
    (await city.as('dongcheng.liaison')).post(`/api/tasks/drafts/${draft.draftId}/measure-changes`, body);
  const accept = async (username: string) =>
    (await city.as(username)).post<Draft>(`/api/tasks/drafts/${draft.draftId}/measures-acceptance`);
  const called = (title: string) => draft.proposed.find((measure) => measure.title === title)!;
  const underTask = (no: string) => {
    const measures = draft.proposed.filter(({ measure }) => measure.taskId === city.taskId(no));
    return measures.map(({ title }) => title);
  };
  const partOf = async (no: string) => {
    const office = await city.as('office.coordinator');
    const path = `/api/tasks/tasks/${city.taskId(no)}`;
    const { assignments } = await office.get<{ assignments: { assignmentId: string }[] }>(path);
    return { path: `${path}/assignments/${assignments[0]!.assignmentId}`, part: assignments[0]! };
  };

  it('is handed in as a file of Word, and every measure stands under the task whose title it quotes or stands under', async () => {
    const answer = await handIn('dongcheng.liaison');
    expect(answer.status).toBe(201);
    draft = (await answer.json()) as Draft;
    await untilSettled(await city.as('dongcheng.liaison'));
    draft = await read('dongcheng.liaison');
    expect(draft).toMatchObject({ phase: 'READY', allowedActions: ['CHANGE_MEASURES', 'DISCARD_DRAFT'] });
    expect(underTask(METERING)).toEqual(['建设计量服务站', '开展计量惠企服务']);
    expect(underTask(CERTIFICATION)).toEqual(['培育认证试点企业', '组织认证机构走进园区']);
    expect(called('建设计量服务站')).toMatchObject({ deadline: '2022-06-30', measure: { owner: '区市场监管局' } });
    expect(called('培育认证试点企业').measure.sure.reasons).toContain('cites-title');
    expect(called('编印质量知识手册').measure.taskId).toBeNull();
  });

  it('is nobody else’s: another district does not find it, and one that carries nothing of the plan finds no plan', async () => {
    await expect(read('fengtai.liaison')).rejects.toMatchObject({ status: 404, code: 'DRAFT.NOT_FOUND' });
    await expect(read('office.coordinator')).rejects.toMatchObject({ status: 404, code: 'DRAFT.NOT_FOUND' });
    const refused = await handIn('haidian.liaison');
    expect([refused.status, await refused.json()]).toMatchObject([404, { code: 'PLAN.NOT_FOUND' }]);
  });

  it('is not signed while a measure is under no task, nor by the officer who works on it', async () => {
    await expect(accept('dongcheng.approver')).rejects.toMatchObject({ status: 409, code: 'DRAFT.LEFT_TO_DECIDE' });
    await expect(accept('dongcheng.liaison')).rejects.toMatchObject({ status: 403, code: 'DRAFT.NOT_YOURS' });
  });

  it('takes no measure for a task of another district; what the officer places, edits and drops is as he says', async () => {
    const { key } = called('编印质量知识手册');
    const foreign = { kind: 'PLACE_MEASURE', key, taskId: city.taskId(FOREIGN) };
    await expect(change(foreign)).rejects.toMatchObject({ status: 409, code: 'DRAFT.TASK_NOT_CARRIED' });
    await change({ ...foreign, taskId: city.taskId(CERTIFICATION) });
    await change({ kind: 'EDIT_MEASURE', key: called('建设计量服务站').key, fields: { deadline: '2022-05-31' } });
    await change({ kind: 'DROP_MEASURE', key: called('开展计量惠企服务').key });
    draft = await read('dongcheng.approver');
    expect(draft.carried.map(({ measures }) => measures)).toEqual([1, 3]);
  });

  it('is signed by the approver of the unit, and its measures are kept with the parts of the unit', async () => {
    expect(await accept('dongcheng.approver')).toMatchObject({ phase: 'ACCEPTED' });
    const { path, part } = await partOf(CERTIFICATION);
    expect(part).toMatchObject({ openMeasures: 3, doneMeasures: 0 });
    const measures = await (await city.as('office.coordinator')).list<Measure>(`${path}/measures`);
    expect(measures.map(({ title, phase }) => [title, phase])).toEqual([
      ['培育认证试点企业', 'OPEN'],
      ['编印质量知识手册', 'OPEN'],
      ['组织认证机构走进园区', 'OPEN'],
    ]);
  });

  it('shows on the part of the unit how many measures its officer has marked as done', async () => {
    const { path } = await partOf(CERTIFICATION);
    const liaison = await city.as('dongcheng.liaison');
    const [first, second] = await liaison.list<Measure>(`${path}/measures`);
    for (const { measureId } of [first!, second!]) await liaison.post(`${path}/measures/${measureId}/completion`);
    expect((await partOf(CERTIFICATION)).part).toMatchObject({ openMeasures: 1, doneMeasures: 2 });
    expect((await partOf(METERING)).part).toMatchObject({ openMeasures: 1, doneMeasures: 0 });
    const byOther = (await city.as('fengtai.liaison')).post(`${path}/measures/${first!.measureId}/completion`);
    await expect(byOther).rejects.toMatchObject({ status: 404, code: 'TASK.NOT_FOUND' });
  });
}
