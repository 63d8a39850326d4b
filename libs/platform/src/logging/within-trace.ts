import type { LogEvent } from '#messaging';
import { currentTrace } from './logger.js';
import { traceparentFrom } from './trace.js';

/**
 * Runs the handling of a batch inside the trace that its events came from, so that what a consumer logs leads back to the
 * request. A batch of several requests belongs to none of them.
 */
export function withinTrace<T>(events: readonly LogEvent[], work: () => T): T {
  const [first] = events;
  if (!first?.traceparent || events.some(({ correlationId }) => correlationId !== first.correlationId)) return work();
  const trace = { correlationId: first.correlationId ?? first.id, traceparent: traceparentFrom(first.traceparent) };
  return currentTrace.run(trace, work);
}
