import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, WorkingDays } from '#kernel';
import { dueDateOf } from './due-date.js';
import { REMINDER_RULES } from './reminder.rules.js';
import { textOf } from './reminder.texts.js';

const days = new WorkingDays([{ date: '2022-10-08', kind: 'work' }]);

test.each([
  ['SIGN_DUE', '2022-03-03', '2022-03-03', '签收时限为 2022-03-03，本单位尚未签收，请及时签收。'],
  ['SIGN_DUE', '2022-03-03', '2022-03-04', '签收时限 2022-03-03 已过，本单位尚未签收，请尽快签收。'],
  ['DEADLINE_T7', '2022-06-30', '2022-06-21', '距办理时限 2022-06-30 还有 7 个工作日'],
  ['DEADLINE_T7', '2022-06-30', '2022-06-24', '距办理时限 2022-06-30 还有 4 个工作日'],
  ['DEADLINE_T1', '2022-06-30', '2022-06-29', '距办理时限 2022-06-30 还有 1 个工作日'],
  ['DEADLINE_T1', '2022-06-30', '2022-06-30', '办理时限为今日（2022-06-30）'],
  // 2022-12-31 is a Saturday, 2022-10-09 a Sunday after a working Saturday.
  ['DEADLINE_T7', '2022-12-31', '2022-12-22', '距办理时限 2022-12-31 还有 7 个工作日'],
  ['DEADLINE_T1', '2022-12-31', '2022-12-30', '距办理时限 2022-12-31 还有 1 个工作日'],
  ['DEADLINE_T1', '2022-10-09', '2022-10-08', '距办理时限 2022-10-09 还有 1 个工作日'],
  ['OVERDUE_1', '2022-12-31', '2023-01-02', '办理时限 2022-12-31 已过 1 个工作日'],
  ['OVERDUE_1', '2022-06-30', '2022-07-01', '办理时限 2022-06-30 已过 1 个工作日'],
  ['OVERDUE_1', '2022-06-30', '2022-07-05', '办理时限 2022-06-30 已过 3 个工作日'],
] as const)('%s for %s says on %s what is true that day', (rule, anchorOn, today, text) => {
  expect(textOf(rule, anchorOn, today, days)).toContain(text);
});

const anyDay = fc.integer({ min: 0, max: 800 }).map((offset) => addDays('2022-01-01', offset));
const anyCalendar = fc
  .uniqueArray(fc.record({ date: anyDay, kind: fc.constantFrom('off' as const, 'work' as const) }), {
    selector: ({ date }) => date,
    maxLength: 200,
  })
  .map((exceptions) => new WorkingDays(exceptions));

test('on the day it falls due a reminder of a deadline says the number of its rule, whatever days are off', () => {
  const rule = fc.constantFrom('DEADLINE_T7' as const, 'DEADLINE_T1' as const, 'OVERDUE_1' as const);
  fc.assert(
    fc.property(rule, anyDay, anyCalendar, (name, deadline, calendar) => {
      const { dueOn } = dueDateOf(REMINDER_RULES[name], deadline, calendar);
      const count = Math.abs(REMINDER_RULES[name].offset);
      expect(textOf(name, deadline, dueOn, calendar)).toMatch(new RegExp(` ${count} 个工作日`));
    }),
  );
});
