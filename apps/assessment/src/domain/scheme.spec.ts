import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCHEME, schemes } from '../../test/support/scheme.js';
import { inconsistencies } from './scheme.js';

const [signing, completion] = SCHEME.items;
const deductions = (...facts: string[]) => facts.map((fact) => ({ fact, marks: 100 }));
const withDeductions = (facts: string[], cap = 1000) =>
  ({
    ...SCHEME,
    items: [{ ...signing!, rule: { ...signing!.rule, deductions: deductions(...facts), cap } }, completion!],
  }) as typeof SCHEME;

describe('a scheme', () => {
  it('can be adopted when it agrees with itself', () => {
    fc.assert(
      fc.property(schemes, (scheme) => {
        expect(inconsistencies(scheme)).toEqual([]);
      }),
    );
  });

  it.each([
    ['items that do not add up', { ...SCHEME, fullMarks: 9000 }, '/fullMarks'],
    ['a number used twice', { ...SCHEME, items: [signing!, { ...completion!, no: '1' }] }, '/items/1/no'],
    ['a cap above the full marks of its item', withDeductions(['RETURNED'], 2001), '/items/0/rule/cap'],
    [
      'a deduction for something that is no fault',
      withDeductions(['COMPLETED_IN_TIME']),
      '/items/0/rule/deductions/0/fact',
    ],
    ['a fact that is deducted twice', withDeductions(['RETURNED', 'RETURNED']), '/items/0/rule/deductions/1/fact'],
  ])('is refused with %s, and the field is named', (_, scheme, pointer) => {
    expect(inconsistencies(scheme).map((error) => error.pointer)).toEqual([pointer]);
  });
});
