import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evenPart, formatMarks, proportionOf } from './marks.js';

describe('marks', () => {
  it('round half a hundredth up', () => {
    expect(proportionOf(1, 1, 2)).toBe(1);
    expect(proportionOf(3000, 5, 7)).toBe(2143); // 2142.86
    expect(proportionOf(1000, 1, 3)).toBe(333);
    expect(proportionOf(0, 5, 7)).toBe(0);
  });

  it('agree with exact fractions for every size that occurs', () => {
    const counts = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(fc.nat(1_000_000), counts, counts, (value, part, whole) => {
        const [twice, double] = [2n * BigInt(value) * BigInt(part) + BigInt(whole), 2n * BigInt(whole)];
        expect(proportionOf(value, part, whole)).toBe(Number(twice / double));
      }),
    );
  });

  it('give the larger shares first', () => {
    expect([0, 1].map((index) => evenPart(857, 2, index))).toEqual([429, 428]);
  });

  it('share a loss without losing or making a hundredth', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 500 }), (total, count) => {
        const parts = Array.from({ length: count }, (_, index) => evenPart(total, count, index));
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
        expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('are written with two decimals', () => {
    expect([0, 5, 1250, -2667].map(formatMarks)).toEqual(['0.00', '0.05', '12.50', '-26.67']);
  });
});
