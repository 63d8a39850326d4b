import type { LogEvent } from '#messaging';

/** Which aggregates' events one projection cannot handle at present. */
const poisoned = new Map<string, Set<string> | 'next'>();

/** From now on the projection fails with the events of whatever aggregate comes next. */
export function poison(projection: string): void {
  poisoned.set(projection, 'next');
}

/** The cause is mended; what was parked is for the operator to retry. */
export function cure(): void {
  poisoned.clear();
}

/** Throws where the batch holds an event of a poisoned aggregate. */
export function refusePoison(projection: string, batch: readonly LogEvent[]): void {
  const state = poisoned.get(projection);
  if (!state) return;
  const [first] = batch;
  if (state === 'next' && first) poisoned.set(projection, new Set([first.aggregateId]));
  const bad = batch.find(({ aggregateId }) => state !== 'next' && state.has(aggregateId));
  const found = state === 'next' ? first : bad;
  if (found) throw new TypeError(`this handler cannot read the event ${found.id}`);
}
