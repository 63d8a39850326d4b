import { expect, test } from 'vitest';
import { WorkingDays } from '#kernel';
import { maySend, nextSending } from './sending-hours.js';

const HOURS = { time: '09:00', until: '17:30' };
const days = new WorkingDays([
  { date: '2022-09-12', kind: 'off' },
  { date: '2022-10-08', kind: 'work' },
]);

test.each([
  ['2022-09-09T00:59:59Z', false, 'a second before nine in Beijing'],
  ['2022-09-09T01:00:00Z', true, 'at nine'],
  ['2022-09-09T09:29:59Z', true, 'until half past five'],
  ['2022-09-09T09:30:00Z', false, 'not in the evening'],
  ['2022-09-10T02:00:00Z', false, 'not on a Saturday'],
  ['2022-09-12T02:00:00Z', false, 'not on a holiday'],
  ['2022-10-08T02:00:00Z', true, 'on a Saturday that was made a working day'],
])('at %s reminders may go out: %s, %s', (now, allowed) => {
  expect(maySend(new Date(now), HOURS, days)).toBe(allowed);
});

test.each([
  ['2022-09-09T00:00:00Z', '2022-09-09T01:00:00.000Z', 'the same morning'],
  ['2022-09-08T09:30:00Z', '2022-09-09T01:00:00.000Z', 'the morning after an evening'],
  ['2022-09-10T02:00:00Z', '2022-09-13T01:00:00.000Z', 'after weekend and holiday'],
])('after %s they go out again at %s: %s', (now, next) => {
  expect(nextSending(new Date(now), HOURS, days).toISOString()).toBe(next);
});
