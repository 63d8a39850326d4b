import { expect, test } from 'vitest';
import { holePause, pauseAfter } from './pauses.js';

test('looks at a hole that stays open come ever more rarely, and never more rarely than ten times a second', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 1_000].map(holePause)).toEqual([2, 4, 8, 16, 32, 64, 100, 100, 100]);
});

test('a pause doubles with each time up to its longest', () => {
  expect([1, 2, 3, 4].map((times) => pauseAfter(250, times, 1_500))).toEqual([250, 500, 1_000, 1_500]);
});
