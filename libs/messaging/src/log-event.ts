/** A place in a source's log: the position and id of one event. Position 0 with no id is the log's beginning. */
export interface LogPlace {
  position: number;
  id: string | null;
}

/** An event as read from a log or taken off Kafka. */
export interface LogEvent<D = unknown> {
  /** Place in the source's log; rises with the order of commits within an aggregate. */
  position: number;
  /** Position of the event before it in the same slot; 0 when it is the slot's first. */
  prev: number;
  /** Id of the event at `prev`; null when `prev` is 0. */
  prevId: string | null;
  /** 0–63, from the aggregate's id. */
  slot: number;
  /** The log's epoch, read in the statement that read the event. */
  epoch: string;
  /** UUIDv7. */
  id: string;
  type: string;
  /** Version of the event's schema. */
  version: number;
  aggregateId: string;
  /** One more with each event of the aggregate. */
  aggregateVersion: number;
  /** ISO 8601, UTC. */
  occurredAt: string;
  actor: string;
  causationId: string | null;
  correlationId: string | null;
  traceparent: string | null;
  /** The service whose log it is. */
  source: string;
  data: D;
}

/** What a command appends; the log adds position, slot and id. */
export interface NewEvent {
  type: string;
  version: number;
  aggregateId: string;
  aggregateVersion: number;
  occurredAt: Date;
  actor: string;
  /** Anything JSON can say, without NUL characters. */
  data: unknown;
  causationId?: string | null;
  correlationId?: string | null;
  traceparent?: string | null;
}

/** When an event was made: the milliseconds in its id. `occurredAt` is the product's time, which a demonstration moves. */
export function madeAt(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
