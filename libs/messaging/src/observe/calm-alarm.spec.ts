import { beforeEach, expect, test } from 'vitest';
import { CalmAlarm } from './calm-alarm.js';

let now: number;
let told: string[];
let alarm: CalmAlarm;

beforeEach(() => {
  now = 0;
  told = [];
  alarm = new CalmAlarm({ raise: (code, message) => told.push(`${code}: ${message}`) }, () => now);
});

test('an outage that fails every second for two minutes is told three times, each with how often it was not', () => {
  for (; now <= 120_000; now += 1_000) alarm.raise('path-failing', 'The log cannot be read.', 'tasks');
  expect(told).toEqual([
    'path-failing: The log cannot be read.',
    'path-failing: The log cannot be read. (Raised 59 more times since it was last told.)',
    'path-failing: The log cannot be read. (Raised 59 more times since it was last told.)',
  ]);
});

test('another subject and another code are told at once', () => {
  alarm.raise('path-failing', 'a', 'tasks');
  alarm.raise('path-failing', 'b', 'units');
  alarm.raise('generation-blocked', 'c', 'tasks');
  expect(told).toEqual(['path-failing: a', 'path-failing: b', 'generation-blocked: c']);
});

test('what names no subject is told each time: every parked event waits for a person', () => {
  alarm.raise('event-parked', 'first');
  alarm.raise('event-parked', 'second');
  expect(told).toHaveLength(2);
});
