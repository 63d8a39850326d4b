import type { EventLogReader } from '../log/event-log-reader.js';
import type { LogEvent } from '../log-event.js';

/** Reads from its log an event that was too large to travel with its data; null when the log no longer holds it. */
export async function readOmitted(
  reader: Pick<EventLogReader, 'slot'>,
  { slot, prev, prevId, position, id, epoch }: Omit<LogEvent, 'data'>,
): Promise<LogEvent | null> {
  const read = await reader.slot({ slot, position: prev, id: prevId }, { position, id }, 1);
  const [event] = read.events;
  return read.epoch === epoch && event?.id === id ? event : null;
}
