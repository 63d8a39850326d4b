import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Departments, type Actor } from './support/departments.js';

let departments: Departments;
let admin: Actor;

beforeAll(async () => {
  departments = await Departments.start();
  admin = await departments.admin();
});
afterAll(() => departments.stop());

const PROVISIONAL = {
  provisional: true,
  origin: '按法定节假日推定',
  days: [{ date: '2023-01-02', kind: 'off', festival: '元旦' }],
};
const PUBLISHED = {
  provisional: false,
  origin: '国办发明电〔2022〕16号',
  days: [
    { date: '2022-12-31', kind: 'off', festival: '元旦' },
    { date: '2023-01-01', kind: 'off', festival: '元旦' },
    { date: '2023-01-02', kind: 'off', festival: '元旦' },
    { date: '2023-01-28', kind: 'work', festival: '春节' },
  ],
};
const publish = (year: number, body: object) => admin.ask('POST', `/calendars/${year}/revisions`, body);

describe('the working-day calendar', () => {
  it('replaces the provisional arrangement by the published one, keeps both, and tells the other services', async () => {
    expect((await publish(2023, PROVISIONAL)).body).toMatchObject({ revision: 1, provisional: true });
    expect((await publish(2023, PUBLISHED)).body).toMatchObject({ revision: 2, provisional: false });
    expect((await admin.ask('GET', '/calendars/2023')).body).toMatchObject({ revision: 2, days: PUBLISHED.days });
    expect((await admin.ask('GET', '/calendars/2023?revision=1')).body).toMatchObject({ days: PROVISIONAL.days });
    const { rows } = await departments.service.database.query<{ aggregate_id: string }>(
      `SELECT aggregate_id FROM event_log WHERE type = 'departments.calendar-published' LIMIT 1`,
    );
    const events = await departments.events(rows[0]!.aggregate_id);
    expect(events.map(({ aggregateVersion, data }) => [aggregateVersion, data.calendar.revision])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it('names what is in force in its list', async () => {
    await publish(2025, { ...PROVISIONAL, days: [] });
    await publish(2025, { ...PUBLISHED, days: [] });
    const { body } = await admin.ask('GET', '/calendars');
    const of2025 = body.items.filter(({ year }: { year: number }) => year === 2025);
    expect(of2025).toMatchObject([
      { revision: 1, inForce: false },
      { revision: 2, inForce: true },
    ]);
  });

  it('refuses to make a published year provisional again', async () => {
    await publish(2026, { ...PUBLISHED, days: [] });
    expect(await publish(2026, { ...PROVISIONAL, days: [] })).toMatchObject({
      status: 409,
      body: { code: 'CALENDAR.ALREADY_FINAL' },
    });
  });

  it('numbers two revisions that are published at once one after the other', async () => {
    const answers = await Promise.all([1, 2].map(() => publish(2027, { ...PUBLISHED, days: [] })));
    expect(answers.map(({ body }) => body.revision).toSorted((a, b) => a - b)).toEqual([1, 2]);
  });

  it('counts working days by the arrangement in force', async () => {
    await publish(2022, { ...PUBLISHED, days: [] });
    const after = async (from: string, add: number) =>
      (await admin.ask('GET', `/working-days?from=${from}&add=${add}`)).body;
    // 2022-12-30 is a Friday; New Year takes Saturday to Monday.
    expect(await after('2022-12-30', 1)).toMatchObject({ date: '2023-01-03', fromIsWorkingDay: true });
    expect(await after('2023-01-03', -1)).toMatchObject({ date: '2022-12-30' });
    expect(await after('2023-01-27', 1)).toMatchObject({ date: '2023-01-28' });
  });

  it('answers 404 for a year that nobody published', async () => {
    expect((await admin.ask('GET', '/calendars/2031')).body.code).toBe('CALENDAR.NOT_FOUND');
  });
});
