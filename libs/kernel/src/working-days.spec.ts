import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, instantOf, isLocalDate, localDateOf, WorkingDays } from './working-days.js';

/** The days around the Spring Festival of 2022 as published: off from 31 January to 6 February, work on 29 and 30 January. */
const spring2022 = new WorkingDays([
  { date: '2022-01-29', kind: 'work' },
  { date: '2022-01-30', kind: 'work' },
  ...['2022-01-31', '2022-02-01', '2022-02-02', '2022-02-03', '2022-02-04'].map((date) => ({
    date,
    kind: 'off' as const,
  })),
]);

const date = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2020-01-01', days));

describe('working days', () => {
  it('count a weekend day that was turned into a working day', () => {
    expect(spring2022.isWorkingDay('2022-01-29')).toBe(true);
    expect(spring2022.add('2022-01-28', 2)).toBe('2022-01-30');
  });

  it('pass over the holiday and the weekend after it', () => {
    expect(spring2022.add('2022-01-30', 1)).toBe('2022-02-07');
    expect(spring2022.onOrAfter('2022-02-02')).toBe('2022-02-07');
    expect(spring2022.onOrBefore('2022-02-06')).toBe('2022-01-30');
  });

  it('never count the day from which they start', () => {
    expect(spring2022.add('2021-11-22', 2)).toBe('2021-11-24');
  });

  it('agree with counting day by day', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 120 }), (from, length) => {
        const to = addDays(from, length);
        let slow = 0;
        for (let day = 1; day <= length; day++) if (spring2022.isWorkingDay(addDays(from, day))) slow++;
        expect(spring2022.between(from, to)).toBe(slow);
        expect(spring2022.between(to, from)).toBe(0 - slow);
      }),
    );
  });

  it('are added as if every day were looked at', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -80, max: 80 }), (from, count) => {
        let day = from;
        for (let left = Math.abs(count); left > 0;) {
          day = addDays(day, Math.sign(count));
          if (spring2022.isWorkingDay(day)) left--;
        }
        expect(spring2022.add(from, count)).toBe(day);
      }),
    );
  });

  it('lead back to where they came from', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 60 }), (from, count) => {
        const start = spring2022.onOrAfter(from);
        expect(spring2022.add(spring2022.add(start, count), -count)).toBe(start);
      }),
    );
  });
});

describe('dates in Asia/Shanghai', () => {
  it('turn at midnight in Shanghai, not in Greenwich', () => {
    expect(localDateOf(new Date('2021-11-22T15:59:59Z'))).toBe('2021-11-22');
    expect(localDateOf(new Date('2021-11-22T16:00:00Z'))).toBe('2021-11-23');
  });

  it('end at 24:00, which is the next day at 00:00', () => {
    expect(instantOf('2021-12-31', '24:00')).toEqual(instantOf('2022-01-01'));
    expect(instantOf('2021-12-31', '09:00').toISOString()).toBe('2021-12-31T01:00:00.000Z');
  });

  it('exist or are refused', () => {
    expect(isLocalDate('2021-09-31')).toBe(false);
    expect(isLocalDate('2021-02-29')).toBe(false);
    expect(isLocalDate('2024-02-29')).toBe(true);
    expect(isLocalDate('2021-9-1')).toBe(false);
  });

  it('are as many days apart as they were moved', () => {
    fc.assert(
      fc.property(
        date,
        fc.integer({ min: -900, max: 900 }),
        (from, days) => daysBetween(from, addDays(from, days)) === days,
      ),
    );
  });
});
