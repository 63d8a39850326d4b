import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, WorkingDays, type CalendarDay } from '#kernel';
import { dueDateOf } from './due-date.js';
import { REMINDER_RULES, RULES } from './reminder.rules.js';

/** The arrangement around the National Day of 2022, as published. */
const NATIONAL_DAY_2022 = new WorkingDays([
  ...Array.from({ length: 7 }, (_, day): CalendarDay => ({ date: addDays('2022-10-01', day), kind: 'off' })),
  { date: '2022-10-08', kind: 'work' },
  { date: '2022-10-09', kind: 'work' },
]);

describe('a reminder falls due', () => {
  test.each([
    ['SIGN_DUE', '2022-09-28', '2022-09-28', 'on the last day for signing'],
    ['SIGN_DUE', '2022-10-02', '2022-09-30', 'on the working day before, where that day is a rest day'],
    ['DEADLINE_T7', '2022-10-14', '2022-09-30', 'seven working days before, working weekends counted, the holiday not'],
    ['DEADLINE_T1', '2022-10-08', '2022-09-30', 'on the last working day before the holiday'],
    ['DEADLINE_T1', '2022-10-10', '2022-10-09', 'on a Sunday that was made a working day'],
    ['OVERDUE_1', '2022-09-30', '2022-10-08', 'on the first working day after the holiday'],
    ['OVERDUE_1', '2022-10-04', '2022-10-08', 'also when the deadline itself is a holiday'],
  ] as const)('%s of %s on %s: %s', (rule, anchorOn, dueOn, _case) => {
    expect(dueDateOf(REMINDER_RULES[rule], anchorOn, NATIONAL_DAY_2022).dueOn).toBe(dueOn);
  });

  test('later than a rest day where the rule says so, with the reason', () => {
    expect(dueDateOf({ offset: 0, offRestDays: 'next' }, '2022-10-02', NATIONAL_DAY_2022)).toEqual({
      dueOn: '2022-10-08',
      movedBecause: '2022-10-02 为休息日，顺延至 2022-10-08',
    });
  });

  test('earlier than a rest day with the reason, and without one on a working day', () => {
    const { movedBecause } = dueDateOf(REMINDER_RULES.SIGN_DUE, '2022-10-02', NATIONAL_DAY_2022);
    expect(movedBecause).toBe('2022-10-02 为休息日，提前至 2022-09-30');
    expect(dueDateOf(REMINDER_RULES.SIGN_DUE, '2022-09-30', NATIONAL_DAY_2022).movedBecause).toBeNull();
  });

  test('where walking day by day through any calendar finds it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RULES), anyDate, anyCalendar, ([, rule], anchorOn, exceptions) => {
        expect(dueDateOf(rule, anchorOn, new WorkingDays(exceptions)).dueOn).toBe(walk(rule, anchorOn, exceptions));
      }),
      { numRuns: 500 },
    );
  });
});

const anyDate = fc.integer({ min: 0, max: 1500 }).map((day) => addDays('2021-01-01', day));
const anyCalendar = fc.uniqueArray(
  fc.record({ date: anyDate, kind: fc.constantFrom('off' as const, 'work' as const) }),
  { maxLength: 400, selector: ({ date }) => date },
);

/** The slow and obvious way: look at every day, count the working ones, step over the others. */
function walk(rule: { offset: number; offRestDays: string }, anchorOn: string, exceptions: CalendarDay[]): string {
  const works = (date: string) => {
    const exception = exceptions.find((day) => day.date === date);
    const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
    return exception ? exception.kind === 'work' : weekday >= 1 && weekday <= 5;
  };
  const forward = rule.offset > 0 || (rule.offset === 0 && rule.offRestDays === 'next');
  let date = anchorOn;
  let counted = 0;
  while (counted < Math.abs(rule.offset) || !works(date)) {
    date = addDays(date, forward ? 1 : -1);
    if (works(date)) counted++;
  }
  return date;
}
