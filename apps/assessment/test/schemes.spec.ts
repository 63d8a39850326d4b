import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import type { Person, ServiceUnderTest } from '#testing';
import { officeAtWork } from './support/office.js';
import { schemeBody, startAssessment, succeed } from './support/start.js';

const SCHEMES = '/api/assessment/schemes';

let service: ServiceUnderTest;
let assessor: Person;
beforeAll(async () => {
  service = await startAssessment();
  ({ assessor } = await officeAtWork(service));
});
afterAll(() => service.stop());

const adopt = (body: object, headers: Record<string, string> = {}) =>
  service.request('POST', SCHEMES, { as: assessor, body, headers });
const read = async (path: string) => (await succeed(service.request('GET', path, { as: assessor }))).body;

describe('schemes', () => {
  it('are frozen once adopted: a change is a new revision and the old one stays readable', async () => {
    const first = (await succeed(adopt(schemeBody({ year: 2030 })))).body;
    const second = (await succeed(adopt(schemeBody({ year: 2030, name: '修订稿' })))).body;
    expect([first.revision, second.revision]).toEqual([1, 2]);
    expect(await read(`${SCHEMES}/${first.schemeId}`)).toEqual(first);
    expect((await read(`${SCHEMES}?year=2030`)).items).toEqual([second, first]);
  });

  it('number their revisions per year and class, also when two are adopted at once', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => adopt(schemeBody({ year: 2031, objectClass: 'DEPARTMENT' }))),
    );
    expect(new Set(answers.map(({ body }) => body.revision))).toEqual(new Set([1, 2, 3, 4]));
  });

  it('are told to others in the event log', async () => {
    const { schemeId } = (await succeed(adopt(schemeBody({ year: 2032 })))).body;
    const { rows } = await service.database.query('SELECT type, data FROM event_log WHERE aggregate_id = $1', [
      schemeId,
    ]);
    expect(rows).toMatchObject([{ type: 'assessment.scheme-adopted', data: { scheme: { schemeId, year: 2032 } } }]);
  });

  it('are adopted once when the same request is sent twice with its key', async () => {
    const key = { 'idempotency-key': 'adopt-2033' };
    const once = await adopt(schemeBody({ year: 2033 }), key);
    expect((await adopt(schemeBody({ year: 2033 }), key)).body).toEqual(once.body);
    expect((await read(`${SCHEMES}?year=2033`)).items).toHaveLength(1);
  });

  it('that contradict themselves are refused with every field named, and nothing is kept', async () => {
    const answer = await adopt(schemeBody({ year: 2034, fullMarks: 1 }));
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'SCHEME.INCONSISTENT', errors: [{ pointer: '/fullMarks' }] },
    });
    expect((await read(`${SCHEMES}?year=2034`)).items).toEqual([]);
  });

  it.each([
    ['an unknown field', { adopted: true }, '/adopted'],
    ['no items', { items: [] }, '/items'],
    ['a name that is too long', { name: '办'.repeat(201) }, '/name'],
    ['a class that does not exist', { objectClass: 'VILLAGE' }, '/objectClass'],
    ['marks that are not whole', { fullMarks: 99.5 }, '/fullMarks'],
  ])('with %s are refused and the field is named', async (_, changes, pointer) => {
    const { status, body } = await adopt(schemeBody(changes));
    expect(status).toBe(400);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it('that do not exist are not found', async () => {
    const answer = await service.request('GET', `${SCHEMES}/${newId()}`, { as: assessor });
    expect(answer).toMatchObject({ status: 404, body: { code: 'SCHEME.NOT_FOUND' } });
  });

  it('come page by page, the newest year first', async () => {
    const years: number[] = [];
    for (let cursor = ''; ;) {
      const page = await read(`${SCHEMES}?limit=2${cursor}`);
      years.push(...page.items.map(({ year }: { year: number }) => year));
      if (page.next === undefined) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(years).toEqual([2033, 2032, 2031, 2031, 2031, 2031, 2030, 2030]);
  });
});
