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

type Field = keyof CloudEvent;
type Fields = Partial<Record<Field, unknown>>;
type Check = (value: unknown, event: Fields) => boolean;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

const isText: Check = (value) => typeof value === 'string';
const isOptionalText: Check = (value) => value === undefined || typeof value === 'string';
const isUuid: Check = (value) => typeof value === 'string' && UUID.test(value);
const isInteger: Check = (value) => Number.isSafeInteger(value);
const isPosition: Check = (value) =>
  typeof value === 'string' && /^\d+$/.test(value) && Number.isSafeInteger(Number(value));

/** What a relay writes. Anything else would go on into statements, which fail on it again and again. */
const FIELDS = {
  specversion: (value) => value === '1.0',
  id: isUuid,
  source: isText,
  type: isText,
  subject: isUuid,
  time: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  dataversion: isInteger,
  position: (value, event) => isPosition(value, event) && Number(value) > Number(event.prev),
  prev: isPosition,
  previd: (value, event) => (event.prev === '0' ? value === undefined : isUuid(value, event)),
  epoch: isUuid,
  aggregateversion: isInteger,
  actor: isText,
  causationid: isOptionalText,
  correlationid: isOptionalText,
  traceparent: isOptionalText,
  datacontenttype: (value) => value === undefined || value === 'application/json',
  data: (value, { datacontenttype }) => (value === undefined) === (datacontenttype === undefined),
} as const satisfies Record<Field, Check>;

const CHECKS = Object.entries(FIELDS) as [Field, Check][];

/**
 * Reads a message that the relay of `source` sent.
 *
 * @throws Error when it is something else, e.g. from a stranger that writes to our topic.
 */
export function decode(value: Buffer | null, source: string): Received {
  const { data, ...attributes } = checked(JSON.parse(String(value)), source);
  const event = withoutData(attributes);
  return attributes.datacontenttype ? { event: { ...event, data } } : { dataOmitted: event };
}

function checked(json: unknown, source: string): CloudEvent {
  const event: Fields = Object(json) as Fields;
  const wrong = CHECKS.find(([name, holds]) => !holds(event[name], event))?.[0];
  if (wrong) throw new Error(`Not an event of ours: ${wrong} is ${shown(event[wrong])}.`);
  if (event.source !== source) throw new Error(`Not an event of ours: source is ${shown(event.source)}.`);
  return event as unknown as CloudEvent;
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 100);
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
