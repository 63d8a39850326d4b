import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { until } from '#testing';
import { LogSignal } from '../log-signal.js';
import type { RunningProjection } from '../transport.js';
import { DEFAULT_KAFKA_SETTINGS } from './kafka-client.js';
import { KafkaTransport } from './kafka-transport.js';

const WITHOUT_BROKER = {
  service: 'watch',
  settings: { ...DEFAULT_KAFKA_SETTINGS, brokers: [] },
  readerOf: () => {
    throw new Error('nothing is read from a log here');
  },
};

let transport: KafkaTransport;
let told: Promise<string>;
let tries: number;

beforeEach(() => {
  Logger.overrideLogger(['error']);
  tries = 0;
  const { promise, resolve } = Promise.withResolvers<string>();
  told = promise;
  const options = {
    ...WITHOUT_BROKER,
    alarm: { raise: (code: string, message: string) => resolve(`${code} at try ${tries}: ${message}`) },
  };
  transport = new KafkaTransport(options, () => ({
    run: async () => {
      tries++;
      throw new Error('no broker');
    },
    close: async () => undefined,
    settled: async () => undefined,
  }));
});

afterEach(() => transport.stop());

function projection(open: () => Promise<void>): RunningProjection {
  return {
    name: 'record',
    source: 'tasks',
    open,
    process: async () => 'done',
    look: async () => 'done',
    checkAll: async () => true,
    scannedTo: async () => ({ position: 0, id: null }),
  };
}

test('a broker that stays away is told after some tries, not at the first one', { timeout: 20_000 }, async () => {
  await transport.start([projection(async () => undefined)]);
  expect(await told).toBe(
    'path-failing at try 5: The consumer of watch gets nothing from Kafka after 5 tries, and goes on trying: Error: no broker.',
  );
});

test(
  'a projection that cannot be opened is told after some tries, not at the first one',
  { timeout: 20_000 },
  async () => {
    let opened = 0;
    const open = async () => {
      opened++;
      throw new Error('the log is away');
    };
    await transport.start([projection(open)]);
    expect(await told).toContain('Opening projection record of watch fails after 5 tries, and goes on trying');
    expect(opened).toBe(5);
  },
);

test(
  'a projection looks again after a look that failed, and when it is told that its log has changed',
  { timeout: 20_000 },
  async () => {
    const signal = new LogSignal();
    const options = { ...WITHOUT_BROKER, lookInterval: 100, logs: signal };
    const idle = {
      run: () => new Promise<never>(() => undefined),
      close: async () => undefined,
      settled: async () => undefined,
    };
    const patient = new KafkaTransport(options, () => idle);
    onTestFinished(() => patient.stop());
    const at: number[] = [];
    let failing = true;
    const look = async () => {
      at.push(performance.now());
      return failing ? ('retry' as const) : ('done' as const);
    };
    await patient.start([{ ...projection(async () => undefined), look }]);
    await until('it has looked ten times, each time an interval after the failure', () => at.length >= 10);
    expect((at[9] as number) - (at[4] as number)).toBeLessThan(5 * 600); // at its own pace the last ones are 600 ms apart
    failing = false;
    await until('it looks at its own pace', () => at.length >= 13);
    const before = at.length;
    signal.wake('tasks', 'elsewhere');
    await until('it looks within an interval or two of being told', () => at.length > before);
    expect((at[before] as number) - (at[before - 1] as number)).toBeLessThan(600);
  },
);
