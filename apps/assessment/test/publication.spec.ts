import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MemberChanged, type AccountState } from '#contracts';
import { derivedId, newId } from '#kernel';
import type { Person, ServiceUnderTest } from '#testing';
import { CarriedTask } from './support/carried-task.js';
import { issuePlan, officeAtWork } from './support/office.js';
import { draftScores, register, startAssessment, succeed } from './support/start.js';

let service: ServiceUnderTest;
let assessor: Person;
let leader: Person;
let eastOfficer: Person;
let westOfficer: Person;
let outsider: Person;
let [east, west]: string[] = [];
let at: string;

beforeAll(async () => {
  service = await startAssessment();
  const city = await register(service, '市政府', { kind: 'DEPARTMENT', scorable: false });
  [east, west] = [await register(service, '东城区', { superiorId: city }), await register(service, '西城区')];
  ({ assessor, leader } = await officeAtWork(service));
  eastOfficer = await service.appoint(east, 'LIAISON_OFFICER');
  westOfficer = await service.appoint(west, 'UNIT_APPROVER');
  outsider = await service.appoint(newId(), 'LIAISON_OFFICER');
  const task = await CarriedTask.assign(service, [east, west]);
  await task.signed(east, '2022-01-11');
  await service.moveTo('2022-02-01T09:00:00+08:00');
});
afterAll(() => service.stop());

beforeEach(async () => {
  at = `/api/assessment/assessments/${(await draftScores(service, assessor, '2022-01-31')).assessmentId}`;
});

const get = (as: Person, path = at) => service.request('GET', path, { as });
const request = (as = assessor) => service.request('POST', `${at}/publication-request`, { as });
const approve = (as = leader, headers: Record<string, string> = {}) =>
  service.request('POST', `${at}/approval`, { as, headers });
const refuse = (as = leader) => service.request('POST', `${at}/refusal`, { as, body: { reason: '请再核对西城区' } });
/** The person now belongs to another unit, with the same roles. */
async function moveTo(unitId: string, { accountId }: Person): Promise<void> {
  const { rows } = await service.database.query<{ state: AccountState }>(
    'SELECT state FROM directory_account WHERE account_id = $1',
    [accountId],
  );
  const data = { account: { ...rows[0]!.state, unitId }, reason: 'ROLES' };
  await service.receive(MemberChanged, { aggregateId: accountId, aggregateVersion: 2, data });
}
const types = async () => {
  const { rows } = await service.database.query<{ type: string; aggregate_version: number }>(
    'SELECT type, aggregate_version FROM event_log WHERE aggregate_id = $1 ORDER BY position',
    [at.split('/').at(-1)],
  );
  return rows.map(({ type, aggregate_version }) => `${aggregate_version} ${type}`);
};

describe('publication', () => {
  it('takes a request of the assessors and the approval of a leader', async () => {
    expect((await succeed(request())).body).toMatchObject({ phase: 'PUBLICATION_REQUESTED', publication: null });
    expect((await succeed(approve())).body).toMatchObject({ phase: 'PUBLISHED', allowedActions: [] });
    expect(await types()).toEqual([
      '1 assessment.assessment-drafted',
      '2 assessment.publication-requested',
      '3 assessment.assessment-published',
    ]);
  });

  it('of a draft that nobody asked to publish is refused, with what is possible', async () => {
    expect(await approve()).toMatchObject({
      status: 409,
      body: { code: 'ASSESSMENT.ACTION_NOT_ALLOWED', state: 'DRAFT', allowedActions: ['REQUEST_PUBLICATION'] },
    });
  });

  it('is never approved by whoever asked for it', async () => {
    const both = await service.appoint(assessor.unitId, 'ASSESSOR', 'GROUP_LEADER');
    expect((await succeed(request(both))).body.allowedActions).toEqual([]);
    await moveTo(leader.unitId, both);
    expect((await get(both)).body).toMatchObject({ phase: 'PUBLICATION_REQUESTED', allowedActions: [] });
    expect(await approve(both)).toMatchObject({ status: 403, body: { code: 'ASSESSMENT.OWN_REQUEST' } });
    expect((await approve()).status).toBe(200);
  });

  it.each([
    ['of a scored unit', () => east!],
    ['of the superior of a scored unit', () => derivedId('市政府')],
  ])('is never approved by a leader %s, even where that unit issued a plan of the office', async (_, unitOf) => {
    await issuePlan(service, { officeUnitId: assessor.unitId, issuerUnitId: unitOf() });
    const partial = await service.appoint(unitOf(), 'GROUP_LEADER');
    await succeed(request());
    for (const decide of [approve, refuse]) {
      expect(await decide(partial)).toMatchObject({ status: 403, body: { code: 'ASSESSMENT.OWN_UNIT' } });
    }
  });

  it('can be refused with a reason; the draft can be asked again', async () => {
    await succeed(request());
    expect((await succeed(refuse())).body).toMatchObject({ phase: 'DRAFT', refusalReason: '请再核对西城区' });
    expect((await succeed(request())).body).toMatchObject({ phase: 'PUBLICATION_REQUESTED', refusalReason: null });
    expect(await types()).toContain('3 assessment.publication-refused');
  });

  it('happens once when two leaders approve at the same time', async () => {
    const second = await service.appoint(leader.unitId, 'GROUP_LEADER');
    await succeed(request());
    const answers = await Promise.all([approve(leader), approve(second)]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    expect(await types()).toHaveLength(3);
  });

  it('refuses whoever decides on a version that he has not seen', async () => {
    await succeed(request());
    expect(await approve(leader, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: { code: 'VERSION.STALE' },
    });
    expect((await approve(leader, { 'if-match': '"2"' })).headers).toMatchObject({ etag: '"3"' });
  });

  it('counts the publications of a year and class, and keeps the earlier ones as they were', async () => {
    await succeed(request());
    const earlier = (await succeed(approve())).body;
    const earlierAt = at;
    at = `/api/assessment/assessments/${(await draftScores(service, assessor, '2022-01-20')).assessmentId}`;
    await succeed(request());
    expect((await succeed(approve())).body.publication).toBe(earlier.publication + 1);
    expect((await get(leader, earlierAt)).body).toEqual(earlier);
  });
});

describe('before publication', () => {
  it('a unit sees its own draft without the ranking, and nothing of others', async () => {
    const { body } = await get(eastOfficer);
    expect(body.results).toMatchObject([
      { unitId: east, rank: null, items: [{ no: '1', deductions: [] }, { no: '2' }] },
    ]);
    expect(body.unassessed).toEqual([]);
    expect((await get(outsider)).status).toBe(404);
  });

  it('a unit finds its draft among its own results', async () => {
    const { body } = await get(westOfficer, '/api/assessment/own-results?year=2022&limit=1');
    expect(body.items).toMatchObject([
      { phase: 'DRAFT', result: { unitId: west, rank: null, items: [{ deductions: [{ times: 1 }] }, {}] } },
    ]);
    expect(body.next).toBeDefined();
  });
});

describe('after publication', () => {
  beforeEach(async () => {
    await succeed(request());
    await succeed(approve());
  });

  it('everybody inside sees marks and ranking; the reasons, which name tasks, stay with the unit', async () => {
    const { body } = await get(westOfficer);
    expect(body.results).toMatchObject([
      { unitId: east, rank: 1 },
      { unitId: west, rank: 2 },
    ]);
    expect(body.results[0].items[0]).not.toHaveProperty('deductions');
    expect(body.results[1].items[0].deductions).toEqual([{ fact: 'NEVER_SIGNED', times: 1 }]);
    expect((await get(outsider)).body.results).toHaveLength(2);
    const reasons = (as: Person) => get(as, `${at}/results/${west}/explanation`);
    expect((await reasons(westOfficer)).body.items[0].reasons).toHaveLength(1);
    for (const other of [eastOfficer, outsider]) expect((await reasons(other)).status).toBe(404);
  });

  it('the list shows it to those who saw nothing of the draft', async () => {
    const visible = async (as: Person, query = '') =>
      (await get(as, `/api/assessment/assessments${query}`)).body.items.map(({ phase }: { phase: string }) => phase);
    expect(new Set(await visible(outsider))).toEqual(new Set(['PUBLISHED']));
    expect(new Set(await visible(eastOfficer))).toContain('DRAFT');
    expect(await visible(leader, '?phase=DRAFT&year=2001')).toEqual([]);
  });
});

describe('the list of assessments', () => {
  it('comes page by page, the newest first, without a gap or a double', async () => {
    const all = (await get(leader, '/api/assessment/assessments?limit=200')).body.items;
    const seen: unknown[] = [];
    for (let cursor = ''; ;) {
      const { body } = await get(leader, `/api/assessment/assessments?limit=2${cursor}`);
      seen.push(...body.items);
      if (body.next === undefined) break;
      cursor = `&cursor=${body.next}`;
    }
    expect(seen).toEqual(all);
  });

  it.each([
    ['cursor=W10', '/query/cursor'],
    ['year=99999999999', '/query/year'],
    ['phase=FINISHED', '/query/phase'],
    ['unit=1', '/query/unit'],
  ])('refuses ?%s and names the field', async (query, pointer) => {
    const { status, body } = await get(leader, `/api/assessment/assessments?${query}`);
    expect({ status, pointers: body.errors.map((error: { pointer: string }) => error.pointer) }).toEqual({
      status: 400,
      pointers: [pointer],
    });
  });
});
