import type { IHeaders } from 'kafkajs';
import type { LogEvent } from '../log-event.js';
import { slotOf } from './partition.js';

/** A message as it goes to Kafka: a CloudEvents 1.0 event in structured JSON mode. */
export interface WireMessage {
  /** The aggregate's id: all its events stay in order in one partition. */
  key: string;
  value: string;
  headers: IHeaders;
}

/** What came off Kafka: an event, or where in the log to read one that was too large to travel with its data. */
export type Received = { event: LogEvent } | { dataOmitted: Omit<LogEvent, 'data'> };

const HEADERS: IHeaders = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };

/** CloudEvents' integers end at 2^31, so positions travel as strings. Extension names are lower-case letters and digits. */
interface CloudEvent {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  subject: string;
  time: string;
  datacontenttype?: 'application/json';
  data?: unknown;
  dataversion: number;
  position: string;
  prev: string;
  previd?: string;
  epoch: string;
  aggregateversion: number;
  actor: string;
  causationid?: string;
  correlationid?: string;
  traceparent?: string;
}

/** Bytes of a record beside its key and value: lengths, deltas and the one header, rounded up. */
const RECORD_OVERHEAD = 96;

export function encode(event: LogEvent, withData = true): WireMessage {
  const cloudEvent: CloudEvent = {
    specversion: '1.0',
    id: event.id,
    source: event.source,
    type: event.type,
    subject: event.aggregateId,
    time: event.occurredAt,
    dataversion: event.version,
    position: String(event.position),
    prev: String(event.prev),
    previd: event.prevId ?? undefined,
    epoch: event.epoch,
    aggregateversion: event.aggregateVersion,
    actor: event.actor,
    causationid: event.causationId ?? undefined,
    correlationid: event.correlationId ?? undefined,
    traceparent: event.traceparent ?? undefined,
    ...(withData && { datacontenttype: 'application/json', data: event.data }),
  };
  return { key: event.aggregateId, value: JSON.stringify(cloudEvent), headers: HEADERS };
}

/** Bytes that the message takes in a record batch. */
export function wireSize(message: WireMessage): number {
  return Buffer.byteLength(message.value) + message.key.length + RECORD_OVERHEAD;
}

/**
 * Reads a message that a relay sent.
 *
 * @throws Error when it is something else, e.g. from a stranger that writes to our topic.
 */
export function decode(value: Buffer | null): Received {
  const cloudEvent = JSON.parse(String(value)) as CloudEvent | null;
  if (cloudEvent?.specversion !== '1.0' || !/^\d+$/.test(cloudEvent.position)) {
    throw new Error('Not an event of ours: no CloudEvents 1.0 JSON with a position.');
  }
  const { data, ...attributes } = cloudEvent;
  const event = withoutData(attributes);
  return attributes.datacontenttype ? { event: { ...event, data } } : { dataOmitted: event };
}

function withoutData(cloudEvent: Omit<CloudEvent, 'data'>): Omit<LogEvent, 'data'> {
  return {
    position: Number(cloudEvent.position),
    prev: Number(cloudEvent.prev),
    prevId: cloudEvent.previd ?? null,
    slot: slotOf(cloudEvent.subject),
    epoch: cloudEvent.epoch,
    id: cloudEvent.id,
    type: cloudEvent.type,
    version: cloudEvent.dataversion,
    aggregateId: cloudEvent.subject,
    aggregateVersion: cloudEvent.aggregateversion,
    occurredAt: cloudEvent.time,
    actor: cloudEvent.actor,
    causationId: cloudEvent.causationid ?? null,
    correlationId: cloudEvent.correlationid ?? null,
    traceparent: cloudEvent.traceparent ?? null,
    source: cloudEvent.source,
  };
}
