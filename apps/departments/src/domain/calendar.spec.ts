import type { CalendarState } from '#contracts';
import { describe, expect, it } from 'vitest';
import { nextRevision, type Arrangement } from './calendar.js';

const ARRANGEMENT: Arrangement = {
  year: 2023,
  provisional: false,
  origin: '国办发明电〔2022〕16号',
  days: [
    { date: '2023-01-28', kind: 'work', festival: '春节' },
    { date: '2022-12-31', kind: 'off', festival: '元旦' },
  ],
};

function refusedDays(days: Arrangement['days']) {
  return expect(() => nextRevision(undefined, { ...ARRANGEMENT, days })).toThrow(
    expect.objectContaining({ code: 'CALENDAR.DAYS_INVALID' }),
  );
}

describe('a calendar', () => {
  it('starts at revision 1 and keeps its days in order, the last of the old year among them', () => {
    const first = nextRevision(undefined, ARRANGEMENT);
    expect(first.revision).toBe(1);
    expect(first.days.map(({ date }) => date)).toEqual(['2022-12-31', '2023-01-28']);
  });

  it('replaces a provisional arrangement by the published one under the next revision', () => {
    const provisional: CalendarState = { ...ARRANGEMENT, provisional: true, revision: 1, days: [] };
    expect(nextRevision(provisional, ARRANGEMENT)).toMatchObject({ revision: 2, provisional: false });
  });

  it('never becomes provisional again', () => {
    const final: CalendarState = { ...ARRANGEMENT, revision: 2 };
    expect(() => nextRevision(final, { ...ARRANGEMENT, provisional: true })).toThrow(
      expect.objectContaining({ code: 'CALENDAR.ALREADY_FINAL' }),
    );
  });

  it('refuses a day of another year', () => refusedDays([{ date: '2024-01-01', kind: 'off', festival: '元旦' }]));

  it('refuses to turn a weekday into a working day', () =>
    refusedDays([{ date: '2023-01-27', kind: 'work', festival: '春节' }]));

  it('refuses a day that stands in the list twice', () =>
    refusedDays([
      { date: '2023-01-22', kind: 'off', festival: '春节' },
      { date: '2023-01-22', kind: 'off', festival: '春节' },
    ]));
});
