import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOwnUnit, type UnitTree } from './own-unit.js';

const tree = (...units: [unitId: string, superiorId: string | null, seatUnitId?: string][]): UnitTree =>
  new Map(
    units.map(([unitId, superiorId, seatUnitId]) => [unitId, { unitId, superiorId, seatUnitId: seatUnitId ?? null }]),
  );

const BEIJING = tree(
  ['city', null],
  ['district', 'city'],
  ['street', 'district'],
  ['other', 'city'],
  ['regulator', 'city'],
  ['office', null, 'regulator'],
  ['group', null],
);

describe('own unit', () => {
  it.each([
    ['the same unit', 'district', 'district', true],
    ['its superior', 'district', 'city', true],
    ['its subordinate', 'district', 'street', true],
    ['the superior of its superior', 'street', 'city', true],
    ['the department an office sits in', 'office', 'regulator', true],
    ['the office that sits in a department', 'regulator', 'office', true],
    ['a neighbour under the same superior', 'district', 'other', false],
    ['a unit seen from the leading group', 'group', 'district', false],
    ['a unit the register does not know yet', 'unknown', 'district', false],
  ])('%s: from %s to %s is %s', (_, home, unit, own) => {
    expect(isOwnUnit(BEIJING, home, unit)).toBe(own);
  });

  it('is mutual, and a circle in the register does not hang', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const anyId = fc.option(fc.constantFrom(...ids));
    const anyTree = fc.tuple(...ids.map((id) => fc.tuple(fc.constant(id), anyId, anyId)));
    fc.assert(
      fc.property(anyTree, fc.constantFrom(...ids), fc.constantFrom(...ids), (units, a, b) => {
        const register = tree(
          ...units.map(([id, superior, seat]) => [id, superior, seat ?? undefined] as [string, string | null, string?]),
        );
        expect(isOwnUnit(register, a, b)).toBe(isOwnUnit(register, b, a));
      }),
    );
  });
});
