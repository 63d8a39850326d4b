import { addDays, newId } from '#kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertMemberships, membersOn, type Membership } from './group.js';

const FIRST_DAY = '2021-12-20';
const SPAN = 40;
const UNITS = Array.from({ length: 4 }, () => newId());

const membership: fc.Arbitrary<Membership> = fc
  .record({
    unitId: fc.constantFrom(...UNITS),
    start: fc.integer({ min: 0, max: SPAN }),
    length: fc.option(fc.integer({ min: 0, max: 20 })),
  })
  .map(({ unitId, start, length }) => ({
    unitId,
    from: addDays(FIRST_DAY, start),
    to: length === null ? null : addDays(FIRST_DAY, start + length),
  }));

/** Slow and obvious: writes down every single day of every membership. */
function daysOf({ from, to }: Membership): string[] {
  const days: string[] = [];
  for (let day = from; day <= (to ?? addDays(FIRST_DAY, SPAN + 30)); day = addDays(day, 1)) days.push(day);
  return days;
}

describe('a dated group', () => {
  it('expands on any day to exactly the units whose memberships cover that day', () => {
    const days = fc.integer({ min: -2, max: SPAN + 25 }).map((offset) => addDays(FIRST_DAY, offset));
    fc.assert(
      fc.property(fc.array(membership, { maxLength: 8 }), days, (members, day) => {
        const expected = members.filter((member) => daysOf(member).includes(day)).map(({ unitId }) => unitId);
        expect(membersOn(members, day)).toEqual(expected);
      }),
    );
  });

  it('accepts a list exactly when no unit would be a member twice on one day', () => {
    fc.assert(
      fc.property(fc.array(membership, { maxLength: 6 }), (members) => {
        const covered = members.flatMap((member) => daysOf(member).map((day) => `${member.unitId} ${day}`));
        const twice = new Set(covered).size < covered.length;
        const attempt = () => assertMemberships(members, new Set(UNITS));
        if (twice) expect(attempt).toThrow(expect.objectContaining({ code: 'GROUP.MEMBERSHIP_INVALID' }));
        else expect(attempt).not.toThrow();
      }),
    );
  });

  it('counts the first and the last day of a membership', () => {
    const members = [{ unitId: 'a', from: '2022-01-01', to: '2022-06-30' }];
    expect(['2021-12-31', '2022-01-01', '2022-06-30', '2022-07-01'].map((day) => membersOn(members, day))).toEqual([
      [],
      ['a'],
      ['a'],
      [],
    ]);
  });

  it('names every wrong membership at its place in the list', () => {
    const members = [
      { unitId: 'a', from: '2022-01-01', to: '2021-12-31' },
      { unitId: 'stranger', from: '2022-01-01', to: null },
      { unitId: 'a', from: '2023-01-01', to: null },
      { unitId: 'a', from: '2024-01-01', to: null },
    ];
    expect(() => assertMemberships(members, new Set(['a']))).toThrow(
      expect.objectContaining({
        details: {
          errors: [
            { pointer: '/members/0', message: 'ends before it begins' },
            { pointer: '/members/1', message: 'unit stranger is not registered' },
            { pointer: '/members/3', message: 'overlaps another membership of the same unit' },
          ],
        },
      }),
    );
  });
});
