import { describe, expect, it } from 'vitest';
import { SCHEME } from '../../../test/support/scheme.js';
import { figuresOf, setOf, setsWithReasons, timesOf } from './figures.js';

const [signing, completing] = SCHEME.items;
const reasons = (items: typeof SCHEME.items) => new Set(setsWithReasons({ items }));
const DONE = setOf(['OBLIGATION', 'SIGNED_IN_TIME', 'COMPLETED_IN_TIME']);
const OPEN = setOf(['OBLIGATION', 'SIGNED_IN_TIME']);

describe('what has to be read of an assignment', () => {
  it('is only its count where no item names it as a reason', () => {
    expect(reasons(SCHEME.items).has(DONE)).toBe(false);
    expect(reasons(SCHEME.items).has(OPEN)).toBe(false);
  });

  it('are its facts where one of them takes a point or it is due and not met', () => {
    expect(reasons([signing!]).has(setOf(['OBLIGATION', 'SIGNED_LATE', 'COMPLETED_IN_TIME']))).toBe(true);
    expect(reasons([completing!]).has(setOf(['OBLIGATION', 'SIGNED_IN_TIME', 'COMPLETED_LATE']))).toBe(true);
  });

  it('are its facts where nothing is due and the scheme says zero: that takes the marks of the assignments themselves', () => {
    const rule = { ...completing!.rule, whenNothingDue: 'ZERO' } as (typeof SCHEME.items)[number]['rule'];
    const zero = [{ ...completing!, rule }];
    expect(reasons(zero).has(OPEN)).toBe(true);
    expect(reasons(zero).has(DONE)).toBe(false);
  });
});

describe('counts', () => {
  it('tell how often work was sent back, not only of how many assignments', () => {
    const fact = { taskId: 't', unitId: 'u', eventId: 'e', on: '2022-05-05' };
    const returned = { ...fact, kind: 'RETURNED' as const };
    const figures = figuresOf([
      { ...returned, assignmentId: 'a' },
      { ...returned, assignmentId: 'a' },
      { ...returned, assignmentId: 'b' },
      { ...fact, assignmentId: 'b', kind: 'OBLIGATION' },
    ]);
    expect(timesOf(figures, 'RETURNED')).toBe(3);
    expect(timesOf(figures, 'OBLIGATION')).toBe(1);
  });
});
