import { expect, test } from 'vitest';
import type { ReminderRule } from '#contracts';
import { decide, type DueReminder } from './decision.js';

const due: DueReminder = {
  assignmentId: '019a0000-0000-7000-8000-000000000002',
  rule: 'DEADLINE_T7',
  anchorOn: '2022-06-30',
  taskId: '019a0000-0000-7000-8000-000000000001',
  unitId: '019a0000-0000-7000-8000-000000000003',
  dueOn: '2022-06-21',
  movedBecause: null,
  plannedOn: '2022-03-01',
  rulesDue: ['DEADLINE_T7'],
  sentToday: false,
  recipientAccountIds: ['019a0000-0000-7000-8000-000000000004'],
};

test('what is due today is sent, with why', () => {
  expect(decide(due, '2022-06-21')).toEqual({ outcome: 'SENT', reason: '距办理时限 7 个工作日，尚未申请办结' });
});

test('a moved day is part of the reason', () => {
  const { reason } = decide({ ...due, movedBecause: '工作日安排更新，由 2022-06-20 移至 2022-06-21' }, '2022-06-21');
  expect(reason).toBe('距办理时限 7 个工作日，尚未申请办结；工作日安排更新，由 2022-06-20 移至 2022-06-21');
});

test('what a stop made late is sent and says so', () => {
  expect(decide(due, '2022-06-23').reason).toBe('距办理时限 7 个工作日，尚未申请办结；应于 2022-06-21 发出，补发');
});

test('what was planned after its day is sent at once and does not claim to be late', () => {
  const { reason } = decide({ ...due, plannedOn: '2022-06-23' }, '2022-06-23');
  expect(reason).toBe('距办理时限 7 个工作日，尚未申请办结；列入时已过 2022-06-21，随即发出');
});

test('the same rule reminds of one assignment once a day', () => {
  expect(decide({ ...due, sentToday: true }, '2022-06-21')).toEqual({
    outcome: 'SUPPRESSED',
    reason: '今日已发出同类提醒，不重复发送',
  });
});

/** Of the rules that are due at once after a long stop, these are sent. */
const SENT_TOGETHER: [ReminderRule[], ReminderRule[]][] = [
  [['DEADLINE_T7', 'DEADLINE_T1'], ['DEADLINE_T1']],
  [['DEADLINE_T7', 'OVERDUE_1'], ['OVERDUE_1']],
  [['DEADLINE_T1', 'OVERDUE_1'], ['OVERDUE_1']],
  [['DEADLINE_T7', 'DEADLINE_T1', 'OVERDUE_1'], ['OVERDUE_1']],
  [
    ['SIGN_DUE', 'DEADLINE_T7', 'DEADLINE_T1', 'OVERDUE_1'],
    ['SIGN_DUE', 'OVERDUE_1'],
  ],
];

test.each(SENT_TOGETHER)('of %j due at once, %j is sent and the rest suppressed as superseded', (rulesDue, sent) => {
  const decisions = rulesDue.map((rule) => ({ rule, ...decide({ ...due, rule, rulesDue }, '2022-07-10') }));
  expect(decisions.filter(({ outcome }) => outcome === 'SENT').map(({ rule }) => rule)).toEqual(sent);
  for (const { reason } of decisions.filter(({ outcome }) => outcome === 'SUPPRESSED')) {
    expect(reason).toMatch(/^已由「.+」取代$/);
  }
});
