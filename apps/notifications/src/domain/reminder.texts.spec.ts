import { expect, test } from 'vitest';
import { WorkingDays } from '#kernel';
import { textOf } from './reminder.texts.js';

const days = new WorkingDays([]);

test.each([
  ['SIGN_DUE', '2022-03-03', '2022-03-03', '签收时限为 2022-03-03，本单位尚未签收，请及时签收。'],
  ['SIGN_DUE', '2022-03-03', '2022-03-04', '签收时限 2022-03-03 已过，本单位尚未签收，请尽快签收。'],
  ['DEADLINE_T7', '2022-06-30', '2022-06-21', '距办理时限 2022-06-30 还有 7 个工作日'],
  ['DEADLINE_T7', '2022-06-30', '2022-06-24', '距办理时限 2022-06-30 还有 4 个工作日'],
  ['DEADLINE_T1', '2022-06-30', '2022-06-29', '距办理时限 2022-06-30 还有 1 个工作日'],
  ['DEADLINE_T1', '2022-06-30', '2022-06-30', '办理时限为今日（2022-06-30）'],
  ['OVERDUE_1', '2022-06-30', '2022-07-01', '办理时限 2022-06-30 已过 1 个工作日'],
  ['OVERDUE_1', '2022-06-30', '2022-07-05', '办理时限 2022-06-30 已过 3 个工作日'],
] as const)('%s for %s says on %s what is true that day', (rule, anchorOn, today, text) => {
  expect(textOf(rule, anchorOn, today, days)).toContain(text);
});
