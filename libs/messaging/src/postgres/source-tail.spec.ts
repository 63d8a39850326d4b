import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LogConnection } from '../database/log-connection.js';
import type { EventRow } from '../log/log-statements.js';
import { LogSignal } from '../log-signal.js';
import type { Statement } from '../queryable.js';
import type { Outcome, RunningProjection } from '../transport.js';
import { SourceTail } from './source-tail.js';

const ROW: EventRow & { known: boolean } = {
  known: true,
  epoch: randomUUID(),
  position: 1,
  slot: 0,
  id: randomUUID(),
  type: 'changed',
  version: 1,
  aggregateId: randomUUID(),
  aggregateVersion: 1,
  occurredAt: new Date(0),
  actor: 'test',
  causationId: null,
  correlationId: null,
  traceparent: null,
  data: {},
  prev: 0,
  prevId: null,
};

/** A log with one event, and how many events each read of it asked for. */
class LogOfOneEvent {
  readonly incarnation = 1;
  readonly limits: number[] = [];

  async query(_: Statement, [from, , limit]: [number, string | null, number]): Promise<{ rows: unknown[] }> {
    this.limits.push(limit);
    return { rows: [from === 0 ? ROW : { ...ROW, position: null }] };
  }
}

let log: LogOfOneEvent;
let tail: SourceTail;
let calls: number[];

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  calls = [];
  log = new LogOfOneEvent();
  tail = new SourceTail({
    log: { service: 'tasks', schema: 'tasks' },
    connection: log as unknown as LogConnection,
    signal: new LogSignal(),
    alarm: { raise: () => undefined },
    pollInterval: 60_000,
  });
});

afterEach(async () => {
  await tail.stop();
  vi.useRealTimers();
});

/** A projection that notes when it was asked what, and answers with `scannedTo` and `process`. */
function projection(answers: Pick<RunningProjection, 'scannedTo' | 'process'>): RunningProjection {
  return { name: 'record', source: 'tasks', open: vi.fn(), look: vi.fn(), checkAll: vi.fn(), ...answers };
}

test('while a service’s own database is away its projection asks ever more rarely, and at least every five seconds', async () => {
  const scannedTo = async () => {
    calls.push(Date.now());
    throw new Error('the database is away');
  };
  tail.add(projection({ scannedTo, process: async () => 'done' }));
  await vi.advanceTimersByTimeAsync(14_000);
  expect(calls).toEqual([0, 250, 750, 1_750, 3_750, 7_750, 12_750]);
});

test('a batch that keeps failing comes ever more rarely and ever smaller, until it is done', async () => {
  const outcomes: Outcome[] = ['retry', 'retry', 'retry', 'done'];
  const process = async () => {
    calls.push(Date.now());
    return outcomes.shift()!;
  };
  tail.add(projection({ scannedTo: async () => ({ position: 0, id: null }), process }));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(calls).toEqual([0, 250, 750, 1_750]);
  expect(log.limits.slice(0, 4)).toEqual([500, 250, 125, 62]);
});

test('a source that another replica reads is asked for again at an even pace, to take over soon', async () => {
  const process = async (): Promise<Outcome> => {
    calls.push(Date.now());
    return 'busy';
  };
  tail.add(projection({ scannedTo: async () => ({ position: 0, id: null }), process }));
  await vi.advanceTimersByTimeAsync(2_200);
  expect(calls).toEqual([0, 500, 1_000, 1_500, 2_000]);
});
