import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel';
import type { Person, ServiceUnderTest } from '#testing';
import { CarriedTask } from './support/carried-task.js';
import { coordinatorOfPlan } from './support/issued-plan.js';
import { brief, decisionsOn } from './support/ledger.js';
import { changeAccount, publishCalendar, staffedUnit, startNotifications, type Staffed } from './support/start.js';

let service: ServiceUnderTest;
let coordinator: Person;
let unit: Staffed;
beforeEach(async () => {
  service = await startNotifications();
  coordinator = await coordinatorOfPlan(service);
  unit = await staffedUnit(service);
});
afterEach(() => service.stop());

/** A task that the unit carries and has signed, so that only its deadline is reminded of. */
async function signedTask(deadline = '2022-06-30'): Promise<CarriedTask> {
  const task = new CarriedTask({ units: [unit.unitId], deadline });
  await service.receiveAll([task.assigned(), task.accepted(unit.unitId)]);
  return task;
}

const decisions = (task: CarriedTask) => decisionsOn(service, task, coordinator);

describe('the sweep', () => {
  test('sends at nine of the due working day, not before, and once', async () => {
    const task = new CarriedTask({ units: [unit.unitId] });
    await service.receiveAll([task.assigned()]);
    await service.moveTo('2022-03-03T08:59:59+08:00');
    expect(await decisions(task)).toEqual([]);
    await service.moveTo('2022-03-03T09:00:00+08:00');
    await service.moveTo('2022-03-03T09:00:30+08:00');
    const [sent, ...more] = await decisions(task);
    expect(more).toEqual([]);
    expect(sent).toMatchObject({
      rule: 'SIGN_DUE',
      outcome: 'SENT',
      reason: '签收时限到期，尚未签收',
      dueOn: '2022-03-03',
      decidedAt: '2022-03-03T01:00:00.000Z',
      recipientAccountIds: [unit.liaison.accountId],
    });
  });

  test('sends the day before and the day after the deadline to the approver as well', async () => {
    const task = await signedTask();
    for (const day of ['06-21', '06-29', '07-01']) await service.moveTo(`2022-${day}T09:00:00+08:00`);
    const both = [unit.liaison.accountId, unit.approver.accountId].toSorted();
    expect(
      (await decisions(task)).map(({ rule, recipientAccountIds }) => [rule, recipientAccountIds.toSorted()]),
    ).toEqual([
      ['DEADLINE_T7', [unit.liaison.accountId]],
      ['DEADLINE_T1', both],
      ['OVERDUE_1', both],
    ]);
  });

  test('sends nothing about what was signed, handed in or completed', async () => {
    const task = await signedTask();
    await service.receiveAll([task.submitted(unit.unitId)]);
    await service.moveTo('2022-07-04T09:00:00+08:00');
    expect(await decisions(task)).toEqual([]);
  });

  test('after a stop over all its days sends the overdue notice alone and suppresses what it replaced', async () => {
    const task = await signedTask();
    await service.moveTo('2022-07-05T10:00:00+08:00');
    const rows = await decisions(task);
    expect(brief(rows).toSorted()).toEqual(['DEADLINE_T1 SUPPRESSED', 'DEADLINE_T7 SUPPRESSED', 'OVERDUE_1 SENT']);
    expect(rows.find(({ rule }) => rule === 'OVERDUE_1')?.reason).toMatch(/；应于 2022-07-01 发出，补发$/);
    expect(rows.find(({ rule }) => rule === 'DEADLINE_T7')).toMatchObject({
      reason: '已由「时限前 1 个工作日提醒」取代',
      recipientAccountIds: [],
    });
  });

  test('makes up for a stop on the next working day, not on a Saturday', async () => {
    const task = await signedTask();
    await service.moveTo('2022-07-02T10:00:00+08:00');
    expect(await decisions(task)).toEqual([]);
    const next = await service.request('GET', '/api/notifications/timetable/next', { as: coordinator });
    expect(next.body).toEqual({ at: '2022-07-04T01:00:00.000Z', reminders: 3 });
    await service.moveTo(next.body.at);
    expect(await decisions(task)).toHaveLength(3);
  });

  test('tells a deadline that was set too late for a reminder from a reminder that came late', async () => {
    const task = await signedTask('2022-03-03');
    const [sent] = await decisions(task);
    expect(sent?.rule).toBe('DEADLINE_T7');
    expect(sent?.reason).toMatch(/；列入时已过 2022-02-22，随即发出$/);
  });

  test('decides at once when work is sent back after its deadline', async () => {
    const task = await signedTask();
    await service.receiveAll([task.submitted(unit.unitId)]);
    await service.moveTo('2022-07-05T10:00:00+08:00');
    await service.receiveAll([task.returned(unit.unitId)]);
    expect(brief(await decisions(task))).toContain('OVERDUE_1 SENT');
  });

  test('sends two of one rule for one assignment on one day only once', async () => {
    const task = await signedTask();
    await service.moveTo('2022-06-21T09:00:00+08:00');
    await service.receiveAll([task.deadlineMoved('2022-07-01', '顺延一日')]);
    await service.moveTo('2022-06-22T08:00:00+08:00');
    await service.receiveAll([task.deadlineMoved('2022-06-29', '提前一日')]);
    await service.moveTo('2022-06-22T09:00:00+08:00');
    await service.receiveAll([task.deadlineMoved('2022-07-01', '再次顺延')]);
    expect(brief(await decisions(task)).toSorted()).toEqual([
      'DEADLINE_T7 SENT',
      'DEADLINE_T7 SENT',
      'DEADLINE_T7 SUPPRESSED',
    ]);
  });

  test('never decides again about a date that a deadline came back to', async () => {
    const task = await signedTask();
    await service.moveTo('2022-06-21T09:00:00+08:00');
    await service.receiveAll([task.deadlineMoved('2022-09-30', '顺延'), task.deadlineMoved('2022-06-30', '撤回顺延')]);
    await service.moveTo('2022-06-22T09:00:00+08:00');
    expect(brief(await decisions(task))).toEqual(['DEADLINE_T7 SENT']);
  });

  test('holds a reminder of a unit without a liaison officer, shows it, and sends it once one is appointed', async () => {
    const unitId = newId();
    const task = new CarriedTask({ units: [unitId], deadline: null });
    await service.receiveAll([task.assigned()]);
    await service.moveTo('2022-03-03T09:00:00+08:00');
    expect(await decisions(task)).toEqual([]);
    const held = await service.request('GET', '/api/notifications/timetable?state=HELD', { as: coordinator });
    expect(held.body.items).toMatchObject([{ unitId, rule: 'SIGN_DUE', reason: '本单位尚无接收人，任命后即发' }]);
    await service.moveTo('2022-03-04T10:00:00+08:00');
    const liaison = await service.appoint(unitId, 'LIAISON_OFFICER');
    expect(await decisions(task)).toMatchObject([{ outcome: 'SENT', recipientAccountIds: [liaison.accountId] }]);
  });

  test('does not send to an account that was disabled', async () => {
    const second = await service.appoint(unit.unitId, 'LIAISON_OFFICER');
    await changeAccount(service, second, { disabled: true }, 'DISABLED');
    const task = new CarriedTask({ units: [unit.unitId] });
    await service.receiveAll([task.assigned()]);
    await service.moveTo('2022-03-03T09:00:00+08:00');
    expect(await decisions(task)).toMatchObject([{ recipientAccountIds: [unit.liaison.accountId] }]);
  });

  test('tells the recipient the same number of working days as the ledger when the deadline is a rest day', async () => {
    const task = await signedTask('2022-12-31'); // a Saturday
    for (const day of ['12-22', '12-30']) await service.moveTo(`2022-${day}T09:00:00+08:00`);
    expect((await decisions(task)).map(({ reason }) => reason)).toEqual([
      '距办理时限 7 个工作日，尚未申请办结',
      '距办理时限 1 个工作日，尚未申请办结',
    ]);
    const { body } = await service.request('GET', '/api/notifications/inbox', { as: unit.liaison });
    const texts = body.days.flatMap(({ entries }: { entries: { text: string }[] }) => entries.map(({ text }) => text));
    expect(texts).toMatchObject([
      expect.stringContaining('距办理时限 2022-12-31 还有 1 个工作日'),
      expect.stringContaining('距办理时限 2022-12-31 还有 7 个工作日'),
    ]);
  });

  test('decides by a new arrangement of working days, never by the one before', async () => {
    const task = await signedTask();
    await publishCalendar(service, { year: 2022, revision: 1, off: ['2022-06-29', '2022-06-30'] });
    await service.moveTo('2022-06-20T09:00:00+08:00');
    await service.moveTo('2022-06-28T09:00:00+08:00');
    expect((await decisions(task)).map(({ rule, dueOn, reason }) => `${rule} ${dueOn} ${reason}`)).toEqual([
      'DEADLINE_T7 2022-06-20 距办理时限 7 个工作日，尚未申请办结；工作日安排更新，由 2022-06-21 移至 2022-06-20',
      'DEADLINE_T1 2022-06-28 距办理时限 1 个工作日，尚未申请办结；工作日安排更新，由 2022-06-29 移至 2022-06-28',
    ]);
  });

  test('puts decision, inbox entries and event into one transaction', async () => {
    const task = await signedTask();
    await service.moveTo('2022-06-21T09:00:00+08:00');
    const [sent] = await decisions(task);
    const { rows } = await service.database.query<{ data: unknown; aggregate_id: string; entries: string }>(
      `SELECT l.data, l.aggregate_id, (SELECT string_agg(i.account_id::text, ',') FROM inbox_entry i
         WHERE i.reminder_id = l.aggregate_id AND i.xmin = l.xmin AND r.xmin = l.xmin) AS entries
       FROM event_log l JOIN reminder r ON r.reminder_id = l.aggregate_id WHERE l.type = 'notifications.reminder-decided'`,
    );
    expect(rows).toMatchObject([
      { aggregate_id: sent?.reminderId, entries: unit.liaison.accountId, data: { reminder: { outcome: 'SENT' } } },
    ]);
  });
});
