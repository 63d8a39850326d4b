import { expect, it } from 'vitest';
import { durationsOf } from './statistics.js';

it('a percentile is a duration that was measured', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(durationsOf(hundred)).toEqual({ count: 100, p50: 50, p95: 95, p99: 99, max: 100 });
  expect(durationsOf([7])).toEqual({ count: 1, p50: 7, p95: 7, p99: 7, max: 7 });
});

it('nothing measured is no figure', () => {
  expect(() => durationsOf([])).toThrow('Nothing was measured');
});
