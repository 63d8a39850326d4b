import { refusalOf } from './errors.js';

/** Throws CLOCK.NOT_MOVABLE outside a demonstration, CLOCK.BACKWARDS unless `to` lies after `current`. */
export function assertClockMoves(demonstration: boolean, current: Date, to: Date): void {
  if (!demonstration) throw refusalOf('CLOCK.NOT_MOVABLE');
  if (to <= current) throw refusalOf('CLOCK.BACKWARDS', { state: current.toISOString() });
}
