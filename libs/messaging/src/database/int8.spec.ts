import { expect, test } from 'vitest';
import { toSafeInteger } from './int8.js';

test('a bigint within 2^53 is a number', () => {
  expect(toSafeInteger('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
});

test('a bigint beyond 2^53 is refused instead of becoming its neighbour', () => {
  expect(() => toSafeInteger('9007199254740993')).toThrow('9007199254740993 is beyond 2^53');
});
