import { describe, expect, it } from 'vitest';
import { decode, wireSize } from '../kafka/wire.js';
import type { LogEvent } from '../log-event.js';
import { cutPortion } from './cut.js';

function eventOf(position: number, slot: number, bytes = 100): LogEvent {
  return {
    position,
    prev: position - 1,
    prevId: null,
    slot,
    epoch: '7b0f5c0e-7a43-4b7e-9c4e-2f6a1d3c5b6a',
    id: '01890a5d-ac96-774b-bcce-b302099a8057',
    type: 'progress-reported',
    version: 1,
    aggregateId: `01890a5d-ac96-774b-bcce-b302099a80${slot.toString(16).padStart(2, '0')}`,
    aggregateVersion: position,
    occurredAt: '2021-11-01T01:00:00.000Z',
    actor: 'officer',
    causationId: null,
    correlationId: null,
    traceparent: null,
    source: 'tasks',
    data: { text: 'x'.repeat(bytes) },
  };
}

describe('a portion of one send', () => {
  it('takes everything while every partition stays within the limit', () => {
    const events = [eventOf(1, 0), eventOf(2, 1), eventOf(3, 2)];
    expect(cutPortion(events, 3).events).toEqual(events);
  });

  it('ends before the first event that would overfill its partition, so that the cursor moves over a whole run', () => {
    const events = [eventOf(1, 0, 500), eventOf(2, 1, 10), eventOf(3, 0, 500), eventOf(4, 1, 10)];
    expect(cutPortion(events, 2, 1_600).events.map(({ position }) => position)).toEqual([1, 2]);
  });

  it('counts slots of the same partition together', () => {
    const events = [eventOf(1, 0, 500), eventOf(2, 6, 500)];
    expect(cutPortion(events, 6, 1_600).events).toHaveLength(1);
    expect(cutPortion(events, 7, 1_600).events).toHaveLength(2);
  });

  it('sends an event that is too large by itself without its data', () => {
    const { messages } = cutPortion([eventOf(1, 0, 5_000)], 6, 1_600);
    expect(wireSize(messages[0]!)).toBeLessThanOrEqual(1_600);
    expect(decode(Buffer.from(messages[0]!.value), 'tasks')).toMatchObject({ dataOmitted: { position: 1, slot: 0 } });
  });
});
