import { expect, it } from 'vitest';
import { assertClockMoves } from './demo-clock.js';

const NOW = new Date('2021-11-20T01:00:00Z');
const LATER = new Date('2021-11-22T01:00:00Z');

it('moves forward in a demonstration', () => expect(() => assertClockMoves(true, NOW, LATER)).not.toThrow());

it('never moves backwards and never to the moment it shows', () => {
  const refusal = expect.objectContaining({ code: 'CLOCK.BACKWARDS', details: { state: LATER.toISOString() } });
  expect(() => assertClockMoves(true, LATER, NOW)).toThrow(refusal);
  expect(() => assertClockMoves(true, LATER, LATER)).toThrow(refusal);
});

it('cannot be moved outside a demonstration', () => {
  expect(() => assertClockMoves(false, NOW, LATER)).toThrow(expect.objectContaining({ code: 'CLOCK.NOT_MOVABLE' }));
});
