import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UnitRegistered } from '#contracts';
import type { Person, ServiceUnderTest } from '#testing';
import { CarriedTask } from './support/carried-task.js';
import { coordinatorOfPlan } from './support/issued-plan.js';
import type { LedgerRow } from './support/ledger.js';
import { staffedUnit, startNotifications, type Staffed } from './support/start.js';

let service: ServiceUnderTest;
let coordinator: Person;
let ours: Staffed;
let theirs: Staffed;
let task: CarriedTask;

beforeAll(async () => {
  service = await startNotifications();
  coordinator = await coordinatorOfPlan(service);
  [ours, theirs] = [await staffedUnit(service), await staffedUnit(service)];
  task = new CarriedTask({ units: [ours.unitId, theirs.unitId], no: '7', title: '质量认证' });
  await service.receiveAll([task.assigned(), task.accepted(ours.unitId)]);
  await service.moveTo('2022-03-03T09:00:00+08:00');
  await service.moveTo('2022-07-01T09:00:00+08:00');
});
afterAll(() => service.stop());

const ledger = async (as: Person, query = ''): Promise<{ items: (LedgerRow & { unitId: string })[]; next?: string }> =>
  (await service.request('GET', `/api/notifications/reminders${query}`, { as })).body;

const outcomes = (rows: LedgerRow[]) => rows.map(({ rule, outcome }) => `${rule} ${outcome}`).toSorted();

describe('the reminder ledger', () => {
  test('tells the coordinator of every decision, sent or suppressed', async () => {
    const { items } = await ledger(coordinator);
    expect(outcomes(items.filter(({ unitId }) => unitId === theirs.unitId))).toEqual([
      'DEADLINE_T1 SUPPRESSED',
      'DEADLINE_T7 SUPPRESSED',
      'OVERDUE_1 SENT',
      'SIGN_DUE SENT',
    ]);
    expect(items).toHaveLength(7);
    expect(items[0]).toMatchObject({ taskNo: '7', taskTitle: '质量认证' });
  });

  test('tells a unit of its own decisions, also when it asks for those of another', async () => {
    const { items } = await ledger(ours.liaison);
    expect(new Set(items.map(({ unitId }) => unitId))).toEqual(new Set([ours.unitId]));
    expect((await ledger(ours.liaison, `?unitId=${theirs.unitId}`)).items).toEqual([]);
  });

  test.each([
    ['rule=OVERDUE_1', 2],
    ['outcome=SUPPRESSED', 4],
    ['dueFrom=2022-06-29&dueTo=2022-06-30', 2],
    ['rule=SIGN_DUE&outcome=SENT', 1],
  ])('can be narrowed by %s', async (query, count) => {
    expect((await ledger(coordinator, `?${query}`)).items).toHaveLength(count);
  });

  test('comes page by page, the newest first, without a gap or a double', async () => {
    const seen: LedgerRow[] = [];
    for (
      let page = await ledger(coordinator, '?limit=3');
      ;
      page = await ledger(coordinator, `?limit=3&cursor=${page.next}`)
    ) {
      seen.push(...page.items);
      if (page.next === undefined) break;
    }
    expect(new Set(seen.map(({ reminderId }) => reminderId)).size).toBe(7);
    expect(seen.at(-1)?.rule).toBe('SIGN_DUE');
  });

  test('names a unit as soon as the register tells of it, in whichever order they came', async () => {
    expect((await ledger(ours.liaison)).items[0]).toMatchObject({ unitName: '' });
    const unit = {
      unitId: ours.unitId,
      name: '市发展改革委',
      kind: 'DEPARTMENT',
      superiorId: null,
      seatUnitId: null,
      scorable: true,
      aliases: [],
      origin: '示例',
    };
    await service.receiveAll([
      { definition: UnitRegistered, aggregateId: ours.unitId, aggregateVersion: 1, data: { unit } },
    ]);
    expect((await ledger(ours.liaison)).items[0]).toMatchObject({ unitName: '市发展改革委' });
  });

  test('refuses a cursor of another list and names the field', async () => {
    const answer = await service.request('GET', '/api/notifications/reminders?cursor=W10', { as: coordinator });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'REQUEST.INVALID', errors: [{ pointer: '/query/cursor' }] },
    });
  });
});
