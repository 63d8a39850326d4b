import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Problem } from '#contracts';
import { newId } from '#kernel';
import type { Person, ServiceUnderTest } from '#testing';
import { CarriedTask } from './support/carried-task.js';
import { changeAccount, staffedUnit, startNotifications, type Staffed } from './support/start.js';

let service: ServiceUnderTest;
let unit: Staffed;
const first = { no: '1', title: '建设标准体系', signDueOn: '2022-03-03' };
const second = { no: '2', title: '计量支撑', signDueOn: '2022-03-04' };

beforeAll(async () => {
  service = await startNotifications();
  unit = await staffedUnit(service);
  const tasks = [first, second, { ...second, no: '3' }].map(
    (task) => new CarriedTask({ units: [unit.unitId], deadline: null, ...task }),
  );
  await service.receiveAll(tasks.map((task) => task.assigned()));
  await service.moveTo('2022-03-03T09:00:00+08:00');
  await service.moveTo('2022-03-04T09:00:00+08:00');
});
afterAll(() => service.stop());

const inboxOf = async (as: Person, query = '') =>
  (await service.request('GET', `/api/notifications/inbox${query}`, { as })).body;
const read = (as: Person, reminderId: string) =>
  service.request('POST', `/api/notifications/inbox/${reminderId}/read`, { as });

interface Day {
  day: string;
  entries: { reminderId: string; taskNo: string; text: string; readAt: string | null }[];
}

describe('the inbox', () => {
  test('groups by day, the newest first, one entry for each reminder', async () => {
    const { unread, days } = await inboxOf(unit.liaison);
    expect(unread).toBe(3);
    expect(days.map(({ day, entries }: Day) => [day, entries.map(({ taskNo }) => taskNo).toSorted()])).toEqual([
      ['2022-03-04', ['2', '3']],
      ['2022-03-03', ['1']],
    ]);
    expect(days[1].entries[0]).toMatchObject({
      taskTitle: '建设标准体系',
      rule: 'SIGN_DUE',
      text: '签收时限为 2022-03-03，本单位尚未签收，请及时签收。',
      sentAt: '2022-03-03T01:00:00.000Z',
      readAt: null,
    });
  });

  test('holds nothing for those who were not to receive it', async () => {
    expect(await inboxOf(unit.approver)).toEqual({ unread: 0, days: [] });
  });

  test('comes page by page without a gap or a double', async () => {
    const seen: string[] = [];
    let page = await inboxOf(unit.liaison, '?limit=1');
    for (;;) {
      seen.push(...page.days.flatMap(({ entries }: Day) => entries.map(({ reminderId }) => reminderId)));
      if (page.next === undefined) break;
      page = await inboxOf(unit.liaison, `?limit=1&cursor=${page.next}`);
    }
    expect(seen).toHaveLength(3);
    expect(new Set(seen).size).toBe(3);
  });

  test('keeps the first time an entry was read, and can show the unread alone', async () => {
    const entry = (await inboxOf(unit.liaison)).days[1].entries[0];
    const marked = await read(unit.liaison, entry.reminderId);
    expect(marked).toMatchObject({ status: 200, body: { readAt: '2022-03-04T01:00:00.000Z' } });
    await service.moveTo('2022-03-04T10:00:00+08:00');
    expect((await read(unit.liaison, entry.reminderId)).body).toEqual(marked.body);
    const unread = await inboxOf(unit.liaison, '?unread=true');
    expect(unread.unread).toBe(2);
    expect(unread.days.map(({ day }: Day) => day)).toEqual(['2022-03-04']);
    expect((await inboxOf(unit.liaison, '?unread=false')).days).toMatchObject([
      { entries: [{ reminderId: entry.reminderId }] },
    ]);
  });

  test('answers the same for an unknown entry and for one of somebody else', async () => {
    const [{ entries }] = (await inboxOf(unit.liaison)).days;
    const [foreign, unknown] = [await read(unit.approver, entries[0].reminderId), await read(unit.approver, newId())];
    expect(foreign).toMatchObject({ status: 404, body: { code: 'INBOX.ENTRY_NOT_FOUND' } });
    const told = ({ code, title, detail }: Problem) => ({ code, title, detail });
    expect(told(unknown.body)).toEqual(told(foreign.body));
  });

  test('of the old unit is closed to an officer who has moved to another one', async () => {
    await changeAccount(service, unit.liaison, { unitId: newId() }, 'ROLES');
    expect(await inboxOf(unit.liaison)).toEqual({ unread: 0, days: [] });
  });
});
