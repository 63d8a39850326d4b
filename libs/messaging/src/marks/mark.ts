import type { LogEvent } from '../log-event.js';

/** The last event of one slot that a generation of a projection has dealt with. */
export interface Mark {
  slot: number;
  /** 0 before the first event. */
  position: number;
  /** Null at position 0. */
  eventId: string | null;
  /** The log's epoch when that event was read; null before the first one. */
  epoch: string | null;
}

/** The mark after `event`. */
export function markAt({ slot, position, id, epoch }: LogEvent): Mark {
  return { slot, position, eventId: id, epoch };
}

/** Whether nothing has moved between two looks at a mark. */
export function sameMark(a: Mark, b: Mark): boolean {
  return a.position === b.position && a.eventId === b.eventId && a.epoch === b.epoch;
}
