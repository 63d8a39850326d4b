import { timesIn } from './times.js';

/** Whether a clause of a note speaks of time and not of units. */
export function mentionsTime(clause: string): boolean {
  return timesIn(clause, {}).some(({ kind }) => kind !== 'cited');
}
