import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { derivedId, newId } from '#kernel';
import type { Person, ServiceUnderTest } from '#testing';
import { CarriedTask } from './support/carried-task.js';
import { officeAtWork } from './support/office.js';
import { draftScores, register, startAssessment, succeed } from './support/start.js';

const AS_OF = '2022-12-31';

let service: ServiceUnderTest;
let assessor: Person;
let [east, west, haidian, customs]: string[] = [];
let assigned: string;

/** 东城区 does everything in time; 西城区 signs and completes late; 海淀区 never signs. 北京海关 carries the task too. */
beforeAll(async () => {
  service = await startAssessment();
  [east, west, haidian] = [
    await register(service, '东城区'),
    await register(service, '西城区'),
    await register(service, '海淀区'),
  ];
  customs = await register(service, '北京海关', { scorable: false });
  await register(service, '延庆区');
  ({ assessor } = await officeAtWork(service));
  const task = await CarriedTask.assign(service, [east, west, haidian, customs], { no: '12' });
  await task.signed(east, '2022-01-11');
  await task.signed(west, '2022-01-20');
  await task.submitted(east, '2022-06-30');
  await task.submitted(west, '2022-07-01');
  await task.completed(east, '2022-07-04');
  await task.completed(west, '2022-07-04');
  const { rows } = await service.database.query<{ id: string }>(
    "SELECT id FROM tasks.event_log WHERE type = 'tasks.task-assigned'",
  );
  assigned = rows[0]!.id;
  await service.moveTo('2023-01-10T09:00:00+08:00');
});
afterAll(() => service.stop());

const draft = (asOf = AS_OF, scheme?: object) => draftScores(service, assessor, asOf, scheme);
const read = async (path: string, as = assessor) => (await succeed(service.request('GET', path, { as }))).body;

describe('a draft', () => {
  it('ranks the units of the class by what happened', async () => {
    const { results } = await draft();
    // 东城区 20 + 80; 西城区 20 − 2 + 0; 海淀区 20 − 5 + 0
    expect(results.map(({ unitName, marks, rank }: Ranked) => [unitName, marks, rank])).toEqual([
      ['东城区', 10_000, 1],
      ['西城区', 1800, 2],
      ['海淀区', 1500, 3],
    ]);
  });

  it('names the event that took each point: the assignment itself where nobody signed', async () => {
    const { assessmentId, results } = await draft();
    expect(results.at(-1).items[0]).toMatchObject({ deductions: [{ fact: 'NEVER_SIGNED', times: 1 }] });
    const { items } = await read(`/api/assessment/assessments/${assessmentId}/results/${haidian}/explanation`);
    expect(items[0].reasons).toMatchObject([
      { fact: 'NEVER_SIGNED', marks: -500, eventId: assigned, on: '2022-01-12' },
    ]);
  });

  it('leaves out units that the city may not score, and lists those that carried nothing', async () => {
    const { results, unassessed } = await draft();
    expect(results.map(({ unitId }: Ranked) => unitId)).not.toContain(customs);
    expect(unassessed).toEqual([{ unitId: derivedId('延庆区'), unitName: '延庆区' }]);
  });

  it('is the same bit for bit when it is computed again, and stands beside the first', async () => {
    const [first, second] = [await draft(), await draft()];
    expect(second.digest).toBe(first.digest);
    expect(second.results).toEqual(first.results);
    expect(second.assessmentId).not.toBe(first.assessmentId);
  });

  it('of an earlier day does not know what happened later', async () => {
    const { results } = await draft('2022-06-30');
    const haidianItems = results.find(({ unitId }: Ranked) => unitId === haidian).items;
    expect(haidianItems[1]).toMatchObject({ proportion: { met: 0, due: 1 } });
    // 东城区 has asked in time and waits for its reviewer: nothing is due from it
    expect(results.find(({ unitId }: Ranked) => unitId === east).items[1]).toMatchObject({ applicable: false });
  });

  it('is told to others in the event log', async () => {
    const { assessmentId, digest } = await draft();
    const { rows } = await service.database.query('SELECT type, data FROM event_log WHERE aggregate_id = $1', [
      assessmentId,
    ]);
    expect(rows).toMatchObject([
      { type: 'assessment.assessment-drafted', data: { assessment: { digest, phase: 'DRAFT' } } },
    ]);
  });

  it.each([
    ['today', { asOf: '2023-01-10' }, 400, 'ASSESSMENT.DAY_NOT_OVER'],
    ['a day before the year of the scheme', { asOf: '2021-12-31' }, 400, 'ASSESSMENT.DAY_BEFORE_YEAR'],
    ['a day that does not exist', { asOf: '2022-09-31' }, 400, 'REQUEST.INVALID'],
    ['a day on which nothing was due yet', { asOf: '2022-01-05' }, 409, 'ASSESSMENT.NO_RESULTS'],
    ['a scheme that does not exist', { schemeId: newId() }, 404, 'SCHEME.NOT_FOUND'],
  ])('for %s is refused', async (_, changes, status, code) => {
    const { schemeId } = await draft();
    const body = { schemeId, asOf: AS_OF, ...changes };
    const answer = await service.request('POST', '/api/assessment/assessments', { as: assessor, body });
    expect(answer).toMatchObject({ status, body: { code } });
  });
});

describe('an explanation', () => {
  it('says of every point why it was lost, with task, dates and arithmetic', async () => {
    const { assessmentId } = await draft();
    expect(await read(`/api/assessment/assessments/${assessmentId}/results/${west}/explanation`)).toMatchObject({
      unitName: '西城区',
      arithmetic: '18.00 + 0.00 = 18.00',
      items: [
        {
          title: '签收',
          arithmetic: '20.00 − 逾期签收 1 次 × 2.00 = 18.00',
          reasons: [
            { taskNo: '12', text: '逾期签收（2022-01-20）：应于 2022-01-12 前签收，2022-01-20 签收；扣 2.00 分' },
          ],
        },
        {
          title: '办结',
          arithmetic: '80.00 × 0 ÷ 1 = 0.00（四舍五入到 0.01）',
          reasons: [
            { taskNo: '12', text: '逾期办结（2022-07-04）：期限 2022-06-30，2022-07-01 申请办结；扣 80.00 分' },
          ],
        },
      ],
    });
  });

  it('can be narrowed to one item or one event', async () => {
    const { assessmentId } = await draft();
    const at = `/api/assessment/assessments/${assessmentId}/results/${haidian}/explanation`;
    expect((await read(`${at}?item=2`)).items).toMatchObject([{ no: '2' }]);
    const narrowed = await read(`${at}?eventId=${newId()}`);
    expect(narrowed.items.map(({ reasons }: { reasons: unknown[] }) => reasons.length)).toEqual([0, 0]);
  });

  it('of a unit without a result is not found', async () => {
    const { assessmentId } = await draft();
    const path = `/api/assessment/assessments/${assessmentId}/results/${customs}/explanation`;
    expect(await service.request('GET', path, { as: assessor })).toMatchObject({
      status: 404,
      body: { code: 'ASSESSMENT.NOT_FOUND' },
    });
  });
});

describe('a rebuild of the facts from the log', () => {
  it('gives the same scores bit for bit, and what happens afterwards is added to it', async () => {
    const before = await draft();
    const administrator = await service.appoint(newId(), 'ADMINISTRATOR');
    const rebuild = { as: administrator, body: { projection: 'facts' } };
    for (const _ of ['once', 'again'])
      await succeed(service.request('POST', '/api/assessment/operator/rebuilds', rebuild));
    expect((await draft()).digest).toBe(before.digest);
    const unitId = derivedId('延庆区');
    await CarriedTask.assign(service, [unitId], { on: '2022-03-01' });
    await service.moveTo('2023-01-10T09:00:00+08:00');
    expect((await draft()).results.map((result: Ranked) => result.unitId)).toContain(unitId);
  });
});

describe('sources in either order', () => {
  it('score a unit whose task arrived before the unit itself', async () => {
    const late = derivedId('昌平区');
    await CarriedTask.assign(service, [late], { on: '2022-03-01' });
    await service.moveTo('2023-01-10T09:00:00+08:00');
    const unitIds = async () => (await draft()).results.map(({ unitId }: Ranked) => unitId);
    expect(await unitIds()).not.toContain(late);
    await register(service, '昌平区');
    expect(await unitIds()).toContain(late);
  });

  it('never score a unit of another class', async () => {
    const { results } = await draft();
    const bureau = await register(service, '市商务局', { kind: 'DEPARTMENT' });
    await CarriedTask.assign(service, [bureau], { on: '2022-03-01' });
    await service.moveTo('2023-01-10T09:00:00+08:00');
    expect((await draft()).results).toHaveLength(results.length);
  });
});

interface Ranked {
  unitId: string;
  unitName: string;
  marks: number;
  rank: number;
}
