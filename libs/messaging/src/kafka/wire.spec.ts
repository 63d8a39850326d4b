import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../log-event.js';
import { decode, encode } from './wire.js';

const EVENT: LogEvent = {
  position: 2 ** 40,
  prev: 2 ** 40 - 7,
  prevId: '01890a5d-ac96-774b-bcce-b302099a8056',
  slot: 0x57 & 63,
  epoch: '7b0f5c0e-7a43-4b7e-9c4e-2f6a1d3c5b6a',
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  type: 'progress-reported',
  version: 2,
  aggregateId: '01890a5d-ac96-774b-bcce-b302099a8057',
  aggregateVersion: 3,
  occurredAt: '2021-11-01T01:00:00.000Z',
  actor: 'officer',
  causationId: 'cause',
  correlationId: 'correlation',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  source: 'tasks',
  data: { progress: 40, note: '已完成初稿' },
};

describe('an event on the wire', () => {
  it('comes back as it was', () => {
    expect(decode(Buffer.from(encode(EVENT).value), 'tasks')).toEqual({ event: EVENT });
  });

  it('comes back as it was when it is the first of its slot and nothing caused it', () => {
    const first = { ...EVENT, prev: 0, prevId: null, causationId: null, correlationId: null, traceparent: null };
    expect(decode(Buffer.from(encode(first).value), 'tasks')).toEqual({ event: first });
  });

  it('is a CloudEvents 1.0 event whose extension names are lower-case letters and digits', () => {
    const { value, headers } = encode(EVENT);
    const cloudEvent = JSON.parse(value) as Record<string, unknown>;
    expect(headers['content-type']).toContain('application/cloudevents+json');
    expect(cloudEvent).toMatchObject({ specversion: '1.0', id: EVENT.id, source: 'tasks', type: EVENT.type });
    for (const name of Object.keys(cloudEvent)) expect(name).toMatch(/^[a-z0-9]{1,20}$/);
  });

  it('keeps the order of an aggregate by its key', () => {
    expect(encode(EVENT).key).toBe(EVENT.aggregateId);
  });

  it('comes back as where to read it when it travels without its data', () => {
    const { data: _, ...dataOmitted } = EVENT;
    expect(decode(Buffer.from(encode(EVENT, false).value), 'tasks')).toEqual({ dataOmitted });
  });

  it.each(['', 'null', '7', '[]', '{"specversion":"1.0"}', '{"position":"1"}'])(
    'refuses %j, which no relay sent',
    (value) => {
      expect(() => decode(Buffer.from(value), 'tasks')).toThrow();
    },
  );

  it('refuses half an event, whose missing half would go into a statement', () => {
    const half = Buffer.from('{"specversion":"1.0","position":"1","subject":"x"}');
    expect(() => decode(half, 'tasks')).toThrow('Not an event of ours: id is missing.');
  });

  const uuid = ['x', 7, null, EVENT.id.toUpperCase(), undefined];
  const text = [7, null, undefined];
  const integer = ['1', 1.5, null, undefined];
  const optional = [7, null];
  const position = ['-1', '1.5', '', 'NaN', 7, null, String(2 ** 53), undefined];
  it.each(
    Object.entries({
      specversion: ['0.3', 1, undefined],
      id: uuid,
      source: [...text, 'units'],
      type: text,
      subject: uuid,
      time: [...text, 'yesterday'],
      dataversion: integer,
      position: [...position, '0', EVENT.prev.toString()],
      prev: position,
      previd: uuid,
      epoch: uuid,
      aggregateversion: integer,
      actor: text,
      causationid: optional,
      correlationid: optional,
      traceparent: optional,
      datacontenttype: ['text/plain', 7, null],
      data: [undefined],
    }).flatMap(([name, values]) => values.map((value) => ({ name, value }))),
  )('is refused with $name: $value', ({ name, value }) => {
    const { value: whole } = encode(EVENT);
    const bent = { ...(JSON.parse(whole) as object), [name]: value };
    expect(() => decode(Buffer.from(JSON.stringify(bent)), 'tasks')).toThrow('Not an event of ours');
  });

  it('is refused with an id before it when it is the first of its slot', () => {
    expect(() => decode(Buffer.from(encode({ ...EVENT, prev: 0 }).value), 'tasks')).toThrow('Not an event of ours');
  });
});
