import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, instantOf, WorkingDays, type CalendarDay, type LocalDate } from '#kernel';
import {
  DEFAULT_LIGHT_LIMITS,
  lightDatesOf,
  lightDatesOfAssignment,
  lightOf,
  type Light,
  type LightFacts,
  type Lit,
} from './lights.js';

const limits = DEFAULT_LIGHT_LIMITS;
const plainWeeks = new WorkingDays([]);

function lightOn(facts: LightFacts, day: LocalDate, days = plainWeeks): Light {
  const dates = lightDatesOf(facts, days, limits);
  return lightOf({ ...dates, phase: 'IN_PROGRESS', deadline: facts.deadline }, instantOf(day, '12:00'));
}

/** The light on `day` of a part that asked for completion on `submittedOn` and is not decided yet. */
function lightUnderReview(facts: LightFacts, submittedOn: LocalDate, day: LocalDate, days = plainWeeks): Light {
  const part: Lit = {
    ...facts,
    phase: 'COMPLETION_SUBMITTED',
    assignedAt: instantOf(facts.assignedOn).toISOString(),
    completionSubmittedAt: instantOf(submittedOn, '12:00').toISOString(),
  };
  return lightOf({ ...part, ...lightDatesOfAssignment(part, days, limits) }, instantOf(day, '12:00'));
}

/** The rules as domain experts say them, looked at on one day; slow, and without a date computed ahead. */
function oracle({ assignedOn, deadline, progress, returns }: LightFacts, day: LocalDate, days: WorkingDays): Light {
  const total = workingDaysFrom(addDays(assignedOn, 1), deadline, days);
  const ended = workingDaysFrom(addDays(assignedOn, 1), addDays(day, -1), days);
  const behind = total === 0 ? 0 : (100 * Math.min(ended, total)) / total - progress;
  const left = workingDaysFrom(addDays(day, 1), deadline, days);
  if (day > deadline || behind > 30 + 1e-9) return 'RED';
  if ((left <= 7 && progress < 90) || behind >= 10 - 1e-9 || returns > 0) return 'YELLOW';
  return 'GREEN';
}

function workingDaysFrom(from: LocalDate, to: LocalDate, days: WorkingDays): number {
  let count = 0;
  for (let date = from; date <= to; date = addDays(date, 1)) if (days.isWorkingDay(date)) count++;
  return count;
}

describe('lights of an assignment', () => {
  // Monday 1 August 2022 to Friday 26 August 2022: 19 working days after the day of assignment.
  const august: LightFacts = { assignedOn: '2022-08-01', deadline: '2022-08-26', progress: 0, returns: 0 };

  it('is yellow once two of nineteen planned working days have passed without progress', () => {
    expect(lightOn(august, '2022-08-03')).toBe('GREEN'); // 1 of 19 ended: 5.3 points
    expect(lightOn(august, '2022-08-04')).toBe('YELLOW'); // 2 of 19 ended: 10.5 points
  });

  it('is red once six of nineteen planned working days have passed without progress', () => {
    expect(lightOn(august, '2022-08-09')).toBe('YELLOW'); // 5 of 19 ended: 26.3 points
    expect(lightOn(august, '2022-08-10')).toBe('RED'); // 6 of 19 ended: 31.6 points
  });

  it('is yellow within seven working days of the deadline while progress is below 90 percent', () => {
    expect(lightOn({ ...august, progress: 89 }, '2022-08-16')).toBe('GREEN');
    expect(lightOn({ ...august, progress: 89 }, '2022-08-17')).toBe('YELLOW'); // 18, 19, 22–26: seven left
    expect(lightOn({ ...august, progress: 90 }, '2022-08-17')).toBe('GREEN');
  });

  it('turns red at midnight after the deadline in Shanghai, however far the work is', () => {
    const { redFrom } = lightDatesOf({ ...august, progress: 100 }, plainWeeks, limits);
    expect(redFrom).toBe('2022-08-26T16:00:00.000Z');
  });

  it('stays yellow from the first return on', () => {
    expect(lightOn({ ...august, progress: 100, returns: 1 }, '2022-08-02')).toBe('YELLOW');
  });

  it('does not turn red while the office reviews what was handed in on the last day, and is red when it came a day later', () => {
    const done = { ...august, progress: 100 };
    expect(lightUnderReview(done, '2022-08-26', '2022-09-30')).toBe('GREEN');
    expect(lightUnderReview(done, '2022-08-27', '2022-09-30')).toBe('RED');
    expect(lightOn({ ...done, returns: 1 }, '2022-09-30')).toBe('RED'); // sent back: the dates count again
  });

  it('waits one day longer when the calendar takes a working day away', () => {
    const holiday = new WorkingDays([{ date: '2022-08-04', kind: 'off' }]);
    expect(lightOn(august, '2022-08-10', holiday)).toBe('YELLOW'); // 5 of 18 ended: 27.8 points
    expect(lightOn(august, '2022-08-11', holiday)).toBe('RED'); // 6 of 18 ended: 33.3 points
  });

  it('is grey without a deadline, blue when completed, grey when closed unfinished with its task', () => {
    const never = { yellowFrom: null, redFrom: null };
    const past = { yellowFrom: '2022-01-01T00:00:00.000Z', redFrom: '2022-01-01T00:00:00.000Z' };
    const now = instantOf('2022-08-01');
    expect(lightOf({ ...never, phase: 'IN_PROGRESS', deadline: null }, now)).toBe('GREY');
    expect(lightOf({ ...past, phase: 'COMPLETED', deadline: '2022-01-01' }, now)).toBe('BLUE');
    expect(lightOf({ ...past, phase: 'CLOSED', deadline: '2022-01-01' }, now)).toBe('GREY');
  });

  describe('for every part and calendar', () => {
    const start = '2022-09-20';
    const calendarDay = fc.record({
      date: fc.integer({ min: 0, max: 90 }).map((offset) => addDays(start, offset)),
      kind: fc.constantFrom<CalendarDay['kind']>('off', 'work'),
    });
    const factsOf = fc.record({
      assignedOn: fc.integer({ min: 0, max: 20 }).map((offset) => addDays(start, offset)),
      deadline: fc.integer({ min: 0, max: 80 }).map((offset) => addDays(start, offset)),
      progress: fc.integer({ min: 0, max: 100 }),
      returns: fc.integer({ min: 0, max: 2 }),
    });
    const calendar = fc.array(calendarDay, { maxLength: 30 });

    it('reads from the stored dates what the rules say when they are looked at day by day', () => {
      fc.assert(
        fc.property(factsOf, calendar, fc.nat(100), (facts, drawn, offset) => {
          const days = new WorkingDays(drawn);
          const day = addDays(facts.assignedOn, offset);
          expect(lightOn(facts, day, days)).toBe(oracle(facts, day, days));
        }),
        { numRuns: 2_000 },
      );
    });

    it('stays during the review what the rules say on the day of the request', () => {
      fc.assert(
        fc.property(factsOf, calendar, fc.nat(100), fc.nat(100), (facts, drawn, offset, waited) => {
          const days = new WorkingDays(drawn);
          const submittedOn = addDays(facts.assignedOn, offset);
          const light = lightUnderReview(facts, submittedOn, addDays(submittedOn, waited), days);
          expect(light).toBe(oracle(facts, submittedOn, days));
        }),
        { numRuns: 2_000 },
      );
    });
  });
});
