import { partitionOf } from '../kafka/partition.js';
import { encode, wireSize, type WireMessage } from '../kafka/wire.js';
import type { LogEvent } from '../log-event.js';

/**
 * Bytes per partition and send. kafkajs packs all messages of a partition into one record batch, and a batch above the
 * broker's limit (1 MB by default) is refused for good.
 */
export const MAX_PARTITION_BYTES = 512 * 1024;

/** Events of one send: a run of the log without gaps, so that the cursor can move over it. */
export interface Portion {
  events: readonly LogEvent[];
  messages: readonly WireMessage[];
}

/**
 * The longest run from the start of `events` (at least one event) that keeps every partition within `maxBytes`. An event
 * that is larger by itself travels without its data; the consumer reads it from the log.
 */
export function cutPortion(
  events: readonly LogEvent[],
  partitionCount: number,
  maxBytes = MAX_PARTITION_BYTES,
): Portion {
  const bytes = new Map<number, number>();
  const messages: WireMessage[] = [];
  for (const event of events) {
    const message = encodeWithin(event, maxBytes);
    const partition = partitionOf(event.slot, partitionCount);
    const total = (bytes.get(partition) ?? 0) + wireSize(message);
    if (total > maxBytes && messages.length > 0) break;
    bytes.set(partition, total);
    messages.push(message);
  }
  return { events: events.slice(0, messages.length), messages };
}

function encodeWithin(event: LogEvent, maxBytes: number): WireMessage {
  const whole = encode(event);
  return wireSize(whole) <= maxBytes ? whole : encode(event, false);
}
