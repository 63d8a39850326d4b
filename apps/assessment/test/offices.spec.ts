import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person, ServiceUnderTest } from '#testing';
import { CarriedTask } from './support/carried-task.js';
import { officeAtWork, type OfficeAtWork } from './support/office.js';
import { draftScores, register, schemeBody, startAssessment, succeed } from './support/start.js';

const AS_OF = '2022-01-31';

let service: ServiceUnderTest;
let city: OfficeAtWork;
/** A district's own leading group and office, which run a plan of their own. */
let district: OfficeAtWork;
let east: string;
let west: string;

/** 东城区 signs the city's task and not the district's, 西城区 the other way round. */
beforeAll(async () => {
  service = await startAssessment();
  [east, west] = [await register(service, '东城区'), await register(service, '西城区')];
  city = await officeAtWork(service);
  district = await officeAtWork(service, '东城区');
  const cityTask = await CarriedTask.assign(service, [east, west], { no: '市-1' });
  const districtTask = await CarriedTask.assign(service, [east, west], { no: '区-1', planId: district.planId });
  await cityTask.signed(east, '2022-01-11');
  await districtTask.signed(west, '2022-01-12');
  await service.moveTo('2022-02-01T09:00:00+08:00');
});
afterAll(() => service.stop());

const get = async (as: Person, path: string) =>
  (await succeed(service.request('GET', `/api/assessment${path}`, { as }))).body;
const tasksIn = async (as: Person, unitId: string) => {
  const { items } = await get(as, `/units/${unitId}/facts?year=2022&asOf=${AS_OF}`);
  return new Set(items.map(({ taskNo }: { taskNo: string }) => taskNo));
};

describe('two offices', () => {
  it('score the same units each by its own plans', async () => {
    const of = async ({ assessor }: OfficeAtWork) => {
      const { results } = await draftScores(service, assessor, AS_OF);
      return results.map(({ unitName, obligations, rank }: Record<string, unknown>) => [unitName, obligations, rank]);
    };
    expect(await of(city)).toEqual([
      ['东城区', 1, 1],
      ['西城区', 1, 2],
    ]);
    expect(await of(district)).toEqual([
      ['西城区', 1, 1],
      ['东城区', 1, 2],
    ]);
  });

  it('see the facts of their own plans alone, and so do the leaders of their groups; the unit and the auditor see all', async () => {
    for (const person of [city.coordinator, city.assessor, city.leader])
      expect(await tasksIn(person, east)).toEqual(new Set(['市-1']));
    for (const person of [district.coordinator, district.assessor, district.leader])
      expect(await tasksIn(person, east)).toEqual(new Set(['区-1']));
    const officer = await service.appoint(east, 'LIAISON_OFFICER');
    const auditor = await service.appoint(west, 'AUDITOR');
    for (const person of [officer, auditor]) expect(await tasksIn(person, east)).toEqual(new Set(['市-1', '区-1']));
  });

  it('list their own assessments before publication, and count schemes and publications apart', async () => {
    const publish = async ({ assessor, leader }: OfficeAtWork) => {
      const { assessmentId } = await draftScores(service, assessor, AS_OF, schemeBody({ year: 2021 }));
      const at = `/api/assessment/assessments/${assessmentId}`;
      await succeed(service.request('POST', `${at}/publication-request`, { as: assessor }));
      return (await succeed(service.request('POST', `${at}/approval`, { as: leader }))).body;
    };
    await CarriedTask.assign(service, [east], { no: '市-2', deadline: '2021-12-31' });
    await CarriedTask.assign(service, [east], { no: '区-2', deadline: '2021-12-31', planId: district.planId });
    await service.moveTo('2022-02-02T09:00:00+08:00');
    for (const office of [city, district])
      expect(await publish(office)).toMatchObject({ publication: 1, officeUnitId: office.officeUnitId });
    const { rows: told } = await service.database.query(
      `SELECT data->'assessment'->>'officeUnitId' AS "officeUnitId", data->'assessment'->'publication' AS publication
       FROM event_log WHERE type = 'assessment.assessment-published' ORDER BY position DESC LIMIT 2`,
    );
    expect(told).toEqual([district, city].map(({ officeUnitId }) => ({ officeUnitId, publication: 1 })));
    const { items: schemes } = await get(city.assessor, '/schemes?year=2021');
    expect(schemes.map(({ revision, officeUnitId }: Record<string, unknown>) => [revision, officeUnitId])).toEqual(
      [city, district].map(({ officeUnitId }) => [1, officeUnitId]).toSorted(),
    );
    for (const { leader, officeUnitId } of [city, district]) {
      const { items } = await get(leader, '/assessments?phase=DRAFT');
      expect(items).not.toEqual([]);
      expect(new Set(items.map((item: { officeUnitId: string }) => item.officeUnitId))).toEqual(
        new Set([officeUnitId]),
      );
    }
  });
});

describe('the ranking of the city', () => {
  it("is never approved by the leader of a district's own leading group, for whom it does not exist", async () => {
    const { assessmentId } = await draftScores(service, city.assessor, AS_OF);
    const at = `/api/assessment/assessments/${assessmentId}`;
    await succeed(service.request('POST', `${at}/publication-request`, { as: city.assessor }));
    const body = { reason: '不予公布' };
    for (const decision of [
      service.request('POST', `${at}/approval`, { as: district.leader }),
      service.request('POST', `${at}/refusal`, { as: district.leader, body }),
    ])
      expect(await decision).toMatchObject({ status: 404, body: { code: 'ASSESSMENT.NOT_FOUND' } });
    await succeed(service.request('POST', `${at}/approval`, { as: city.leader }));
  });

  it("is never drafted by another office's assessor from the scheme that he can read", async () => {
    const { schemeId } = await draftScores(service, city.assessor, AS_OF);
    const draft = { schemeId, asOf: AS_OF };
    const answer = await service.request('POST', '/api/assessment/assessments', { as: district.assessor, body: draft });
    expect(answer).toMatchObject({ status: 403, body: { code: 'ASSESSMENT.FORBIDDEN' } });
  });
});
