import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person, ServiceUnderTest } from '#testing';
import { CarriedTask } from './support/carried-task.js';
import { coordinatorOfPlan } from './support/issued-plan.js';
import { publishCalendar, staffedUnit, startNotifications } from './support/start.js';

let service: ServiceUnderTest;
let coordinator: Person;
beforeAll(async () => {
  service = await startNotifications();
  coordinator = await coordinatorOfPlan(service);
});
afterAll(() => service.stop());

interface Entry {
  rule: string;
  dueOn: string;
  state: string;
  reason: string;
}

async function entriesOf(task: CarriedTask, state?: string): Promise<Entry[]> {
  const filter = state ? `&state=${state}` : '';
  const { body } = await service.request('GET', `/api/notifications/timetable?taskId=${task.taskId}${filter}`, {
    as: coordinator,
  });
  return body.items;
}

const brief = (entries: Entry[]) => entries.map(({ rule, dueOn }) => `${rule} ${dueOn}`);

describe('the timetable', () => {
  test('holds the reminders of a task from the moment it was assigned', async () => {
    const { unitId } = await staffedUnit(service);
    const task = new CarriedTask({ units: [unitId], no: '1.2', title: '健全标准体系' });
    await service.receiveAll([task.assigned()]);
    const entries = await entriesOf(task);
    expect(brief(entries)).toEqual([
      'SIGN_DUE 2022-03-03',
      'DEADLINE_T7 2022-06-21',
      'DEADLINE_T1 2022-06-29',
      'OVERDUE_1 2022-07-01',
    ]);
    expect(entries[0]).toMatchObject({
      taskNo: '1.2',
      taskTitle: '健全标准体系',
      unitId,
      dueAt: '2022-03-03T01:00:00.000Z',
      state: 'PLANNED',
      phase: 'ASSIGNED',
    });
  });

  test('drops the signing of a unit that has signed, and no other', async () => {
    const [first, second] = [await staffedUnit(service), await staffedUnit(service)];
    const task = new CarriedTask({ units: [first.unitId, second.unitId], deadline: null });
    await service.receiveAll([task.assigned(), task.accepted(first.unitId)]);
    expect(await entriesOf(task)).toMatchObject([{ rule: 'SIGN_DUE', unitId: second.unitId }]);
    expect(await entriesOf(task, 'ENDED')).toMatchObject([{ unitId: first.unitId, reason: '本单位已签收' }]);
  });

  test('follows a moved deadline and keeps the superseded rows with the reason', async () => {
    const { unitId } = await staffedUnit(service);
    const task = new CarriedTask({ units: [unitId] });
    await service.receiveAll([task.assigned()]);
    await service.receiveAll([task.deadlineMoved('2022-09-30', '汛期影响施工')]);
    expect(brief(await entriesOf(task))).toEqual([
      'SIGN_DUE 2022-03-03',
      'DEADLINE_T7 2022-09-21',
      'DEADLINE_T1 2022-09-29',
      'OVERDUE_1 2022-10-03',
    ]);
    const superseded = await entriesOf(task, 'SUPERSEDED');
    expect(brief(superseded)).toEqual(['DEADLINE_T7 2022-06-21', 'DEADLINE_T1 2022-06-29', 'OVERDUE_1 2022-07-01']);
    for (const { reason } of superseded) expect(reason).toBe('时限调整为 2022-09-30（汛期影响施工）');
  });

  test('plans the deadline again when handed-in work is sent back, and ends it with completion', async () => {
    const { unitId } = await staffedUnit(service);
    const task = new CarriedTask({ units: [unitId] });
    await service.receiveAll([task.assigned(), task.accepted(unitId), task.submitted(unitId)]);
    expect(await entriesOf(task)).toEqual([]);
    await service.receiveAll([task.returned(unitId)]);
    expect(brief(await entriesOf(task))).toEqual([
      'DEADLINE_T7 2022-06-21',
      'DEADLINE_T1 2022-06-29',
      'OVERDUE_1 2022-07-01',
    ]);
    await service.receiveAll([task.completed(unitId)]);
    expect(await entriesOf(task)).toEqual([]);
    expect((await entriesOf(task, 'ENDED')).map(({ reason }) => reason)).toContain('本单位已办结');
  });

  test('is the same however the events of a task were cut into batches', async () => {
    const { unitId } = await staffedUnit(service);
    const life = (task: CarriedTask) => [
      task.assigned(),
      task.accepted(unitId),
      task.deadlineMoved('2022-08-31', '一'),
      task.deadlineMoved('2022-09-30', '二'),
      task.submitted(unitId),
      task.returned(unitId),
      task.deadlineMoved('2022-08-31', '三'),
    ];
    const [atOnce, oneByOne] = [new CarriedTask({ units: [unitId] }), new CarriedTask({ units: [unitId] })];
    await service.receiveAll(life(atOnce));
    for (const event of life(oneByOne)) await service.receiveAll([event]);
    for (const state of ['PLANNED', 'ENDED', 'SUPERSEDED']) {
      const [a, b] = [await entriesOf(atOnce, state), await entriesOf(oneByOne, state)];
      const facts = (entries: Entry[]) => entries.map(({ rule, dueOn, reason }) => ({ rule, dueOn, reason }));
      expect(facts(a)).toEqual(facts(b));
      expect(a.length).toBeGreaterThan(0);
    }
  });

  test('moves off the rest days of a new arrangement and says so, whichever came first', async () => {
    const { unitId } = await staffedUnit(service);
    const [before, after] = [1, 2].map(() => new CarriedTask({ units: [unitId], deadline: '2023-01-20' }));
    await service.receiveAll([before!.assigned()]);
    expect(brief(await entriesOf(before!))).toContain('OVERDUE_1 2023-01-23');
    const off = ['21', '22', '23', '24', '25', '26', '27'].map((day) => `2023-01-${day}`);
    await publishCalendar(service, { year: 2023, revision: 1, off, work: ['2023-01-28', '2023-01-29'] });
    await service.receiveAll([after!.assigned()]);
    const [moved, planned] = [await entriesOf(before!), await entriesOf(after!)].map((entries) => entries.at(-1));
    expect(moved).toMatchObject({ rule: 'OVERDUE_1', dueOn: '2023-01-28', dueAt: '2023-01-28T01:00:00.000Z' });
    expect(moved?.reason).toBe('工作日安排更新，由 2023-01-23 移至 2023-01-28');
    expect(planned).toMatchObject({ rule: 'OVERDUE_1', dueOn: '2023-01-28', reason: '' });
    await publishCalendar(service, { year: 2023, revision: 2, off });
    expect((await entriesOf(before!)).at(-1)?.reason).toBe('工作日安排更新，由 2023-01-28 移至 2023-01-30');
  });

  test('shows what falls due until a day, page by page, without a gap or a double', async () => {
    const { unitId, liaison } = await staffedUnit(service);
    const tasks = ['2022-04-29', '2022-05-31', '2022-06-30'].map(
      (deadline) => new CarriedTask({ units: [unitId], deadline }),
    );
    await service.receiveAll(tasks.map((task) => task.assigned()));
    const seen: Entry[] = [];
    let cursor = '';
    do {
      const { body } = await service.request('GET', `/api/notifications/timetable?until=2022-06-28&limit=2${cursor}`, {
        as: liaison,
      });
      seen.push(...body.items);
      cursor = body.next ? `&cursor=${body.next}` : '';
    } while (cursor !== '');
    expect(brief(seen).slice(3)).toEqual([
      'DEADLINE_T7 2022-04-20',
      'DEADLINE_T1 2022-04-28',
      'OVERDUE_1 2022-05-02',
      'DEADLINE_T7 2022-05-20',
      'DEADLINE_T1 2022-05-30',
      'OVERDUE_1 2022-06-01',
      'DEADLINE_T7 2022-06-21',
    ]);
    expect(seen.slice(0, 3).map(({ rule }) => rule)).toEqual(['SIGN_DUE', 'SIGN_DUE', 'SIGN_DUE']);
  });

  test('names the next instant at which something falls due, of the own unit for its members', async () => {
    const { unitId, liaison } = await staffedUnit(service);
    const next = async () => (await service.request('GET', '/api/notifications/timetable/next', { as: liaison })).body;
    expect(await next()).toEqual({ at: null, reminders: 0 });
    const tasks = [1, 2].map(() => new CarriedTask({ units: [unitId], signDueOn: '2022-03-05' }));
    await service.receiveAll(tasks.map((task) => task.assigned()));
    expect(await next()).toEqual({ at: '2022-03-04T01:00:00.000Z', reminders: 2 });
  });

  test('shows a reminder that was decided as decided, also after its reason has ended', async () => {
    const { unitId, liaison } = await staffedUnit(service);
    const task = new CarriedTask({ units: [unitId], signDueOn: '2022-03-08' });
    await service.receiveAll([task.assigned()]);
    await service.moveTo('2022-03-08T09:00:00+08:00');
    await service.receiveAll([task.accepted(unitId)]);
    const inState = async (state: string) => {
      const url = `/api/notifications/timetable?taskId=${task.taskId}&state=${state}`;
      return brief((await service.request('GET', url, { as: liaison })).body.items);
    };
    expect(await inState('DECIDED')).toEqual(['SIGN_DUE 2022-03-08']);
    expect(await inState('ENDED')).toEqual([]);
  });
});
