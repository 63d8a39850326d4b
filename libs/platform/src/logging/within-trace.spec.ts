import { expect, it } from 'vitest';
import type { LogEvent } from '#messaging';
import { currentTrace } from './logger.js';
import { withinTrace } from './within-trace.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

function event(correlationId: string): LogEvent {
  return { id: 'e', correlationId, traceparent: `00-${TRACE}-00f067aa0ba902b7-01` } as LogEvent;
}

it('what a consumer logs belongs to the trace of the request that caused the event', () => {
  const trace = withinTrace([event('a'), event('a')], () => currentTrace.getStore());
  expect(trace?.correlationId).toBe('a');
  expect(trace?.traceparent).toContain(TRACE);
  expect(trace?.traceparent).not.toContain('00f067aa0ba902b7'); // a span of its own
});

it('a batch of several requests claims to belong to none', () => {
  expect(withinTrace([event('a'), event('b')], () => currentTrace.getStore())).toBeUndefined();
});
