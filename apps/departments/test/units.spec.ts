import { newId } from '#kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Departments, type Actor } from './support/departments.js';

let departments: Departments;
let admin: Actor;

beforeAll(async () => {
  departments = await Departments.start();
  admin = await departments.admin();
});
afterAll(() => departments.stop());

const body = (name: string, rest: object = {}) => ({ name, kind: 'DISTRICT', scorable: true, origin: '示例', ...rest });

describe('registering a unit', () => {
  it('answers it with version and address, and tells the other services its whole state', async () => {
    const { status, body: unit, headers } = await admin.ask('POST', '/units', body('北京市东城区人民政府'));
    expect(status).toBe(201);
    expect(headers).toMatchObject({ etag: '"1"', location: `/api/departments/units/${unit.unitId}` });
    const { version, ...state } = unit;
    expect(version).toBe(1);
    expect(await departments.events(unit.unitId)).toMatchObject([
      { type: 'departments.unit-registered', aggregateVersion: 1, actor: admin.accountId, data: { unit: state } },
    ]);
  });

  it('refuses a name that another unit has', async () => {
    await admin.ask('POST', '/units', body('同名单位'));
    expect(await admin.ask('POST', '/units', body('同名单位'))).toMatchObject({
      status: 409,
      body: { code: 'UNIT.NAME_TAKEN' },
    });
  });

  it('refuses a superior that is not registered, naming the field', async () => {
    const answer = await admin.ask('POST', '/units', body('无上级', { superiorId: newId() }));
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'UNIT.SUPERIOR_INVALID', errors: [{ pointer: '/superiorId' }] },
    });
  });

  it('done twice with one Idempotency-Key registers once and answers the same', async () => {
    const key = { 'idempotency-key': newId() };
    const first = await admin.ask('POST', '/units', body('只登记一次'), key);
    const second = await admin.ask('POST', '/units', body('只登记一次'), key);
    expect(second.body).toEqual(first.body);
    expect(await departments.events(first.body.unitId)).toHaveLength(1);
  });
});

describe('renaming a unit', () => {
  it('keeps the old name as an alias under which it is still found', async () => {
    const unitId = await departments.unit(admin, 'CENTRAL_UNIT', { name: '国务院扶贫办' });
    const { body: unit } = await admin.ask('PUT', `/units/${unitId}/name`, {
      name: '国家乡村振兴局',
      lastDayOfOldName: '2021-02-24',
    });
    expect(unit).toMatchObject({
      name: '国家乡村振兴局',
      version: 2,
      aliases: [{ name: '国务院扶贫办', from: null, to: '2021-02-24' }],
    });
    const found = await admin.ask('GET', `/units?name=${encodeURIComponent('扶贫办')}`);
    expect(found.body.items).toMatchObject([{ unitId }]);
    const [, event] = await departments.events(unitId);
    expect(event).toMatchObject({ type: 'departments.unit-renamed', data: { previousName: '国务院扶贫办' } });
  });

  it('refuses a day that has not come, naming the field, and changes nothing; today is taken', async () => {
    const unitId = await departments.unit(admin);
    const rename = (lastDayOfOldName: string) =>
      admin.ask('PUT', `/units/${unitId}/name`, { name: `new ${unitId}`, lastDayOfOldName });
    const answer = await rename('2021-11-23'); // the clock stands at 2021-11-22
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'UNIT.RENAMED_AHEAD', errors: [{ pointer: '/lastDayOfOldName' }] },
    });
    expect(await departments.events(unitId)).toHaveLength(1);
    expect((await rename('2021-11-22')).status).toBe(200);
  });

  it('refuses an impossible day and changes nothing', async () => {
    const unitId = await departments.unit(admin);
    const answer = await admin.ask('PUT', `/units/${unitId}/name`, { name: '新名', lastDayOfOldName: '2021-09-31' });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/lastDayOfOldName' }] } });
    expect(await departments.events(unitId)).toHaveLength(1);
  });
});

describe('changing a unit', () => {
  it('changes what is given and keeps the rest', async () => {
    const superiorId = await departments.unit(admin);
    const unitId = await departments.unit(admin, 'DISTRICT', { scorable: true });
    const { body: unit } = await admin.ask('PATCH', `/units/${unitId}`, { superiorId });
    expect(unit).toMatchObject({ superiorId, scorable: true, version: 2 });
    const [, event] = await departments.events(unitId);
    expect(event).toMatchObject({
      type: 'departments.unit-changed',
      aggregateVersion: 2,
      data: { unit: { superiorId } },
    });
  });

  it('refuses a circle of superiors, also one that two changes would close at once', async () => {
    const [first, second] = [await departments.unit(admin), await departments.unit(admin)];
    const answers = await Promise.all([
      admin.ask('PATCH', `/units/${first}`, { superiorId: second }),
      admin.ask('PATCH', `/units/${second}`, { superiorId: first }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400]);
    expect((await admin.ask('PATCH', `/units/${first}`, { superiorId: first })).body.code).toBe(
      'UNIT.SUPERIOR_INVALID',
    );
  });

  it('is refused for someone who saw an older version', async () => {
    const unitId = await departments.unit(admin);
    const seen = { 'if-match': '"1"' };
    expect((await admin.ask('PATCH', `/units/${unitId}`, { scorable: true }, seen)).status).toBe(200);
    expect(await admin.ask('PATCH', `/units/${unitId}`, { scorable: false }, seen)).toMatchObject({
      status: 412,
      body: { code: 'VERSION.STALE' },
    });
  });

  it('answers 404 for a unit that is not registered', async () => {
    expect((await admin.ask('PATCH', `/units/${newId()}`, { scorable: true })).body.code).toBe('UNIT.NOT_FOUND');
    expect((await admin.ask('GET', `/units/${newId()}`)).body.code).toBe('UNIT.NOT_FOUND');
  });
});

describe('the list of units', () => {
  it('filters by kind and superior and pages without losing or repeating one', async () => {
    const superiorId = await departments.unit(admin);
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push(await departments.unit(admin, 'ENTERPRISE', { superiorId }));
    await departments.unit(admin, 'ASSOCIATION', { superiorId });
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const path = `/units?kind=ENTERPRISE&superiorId=${superiorId}&limit=2${cursor && `&cursor=${cursor}`}`;
      const { body: page } = await admin.ask('GET', path);
      seen.push(...page.items.map(({ unitId }: { unitId: string }) => unitId));
      if (!page.next) break;
      cursor = page.next;
    }
    expect(seen).toEqual(ids);
  });

  it('refuses a cursor that it did not make', async () => {
    expect((await admin.ask('GET', '/units?cursor=abc')).body).toMatchObject({
      errors: [{ pointer: '/query/cursor' }],
    });
  });
});
