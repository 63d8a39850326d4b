import { expect, it } from 'vitest';
import { lightDatesOf, lightOf } from './lights.js';
import { Calendar } from './working-days.js';

const calendar = new Calendar([]);
const part = {
  phase: 'IN_PROGRESS',
  deadline: '2022-12-30',
  assignedAt: '2022-12-05T02:00:00.000Z',
  progress: 0,
  returns: 0,
  submittedAt: null,
};

it('a part without progress is yellow when a tenth of its working days is over, and red when a third is', () => {
  // 19 working days from 6 to 30 December: 2 are 10.5 %, 6 are 31.6 %.
  expect(lightDatesOf(part, calendar)).toEqual({
    yellowFrom: '2022-12-07T16:00:00.000Z',
    redFrom: '2022-12-13T16:00:00.000Z',
  });
});

it('a part with enough progress is yellow seven working days before its deadline, and red after it', () => {
  const dates = lightDatesOf({ ...part, progress: 89 }, calendar);
  expect(dates).toEqual({ yellowFrom: '2022-12-20T16:00:00.000Z', redFrom: '2022-12-30T16:00:00.000Z' });
  expect(lightOf(part, dates, '2022-12-20T15:59:59.000Z')).toBe('GREEN');
  expect(lightOf(part, dates, '2022-12-20T16:00:00.000Z')).toBe('YELLOW');
});

it('work that was sent back is yellow from its beginning', () => {
  expect(lightDatesOf({ ...part, progress: 100, returns: 1 }, calendar).yellowFrom).toBe('2022-12-04T16:00:00.000Z');
});

it('under review the light of the day of the request stays', () => {
  const submitted = { ...part, phase: 'COMPLETION_SUBMITTED', progress: 100, submittedAt: '2022-12-08T02:00:00.000Z' };
  expect(lightDatesOf(submitted, calendar)).toEqual({ yellowFrom: null, redFrom: null });
});
