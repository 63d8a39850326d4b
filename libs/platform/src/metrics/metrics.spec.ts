import { expect, test } from 'vitest';
import type { ProjectionLag } from '#messaging';
import { Metrics } from './metrics.js';

const LAG: ProjectionLag = {
  projection: 'inbox',
  source: 'tasks',
  generation: 1,
  events: 7,
  atLeast: false,
  seconds: 3,
  parked: 2,
  stopped: null,
};

test('what cannot be read now is named and hides nothing else', async () => {
  const metrics = new Metrics();
  metrics.watchLag('notifications', { lag: async () => [LAG] });
  let away = true;
  metrics.watchLag('assessment', {
    lag: async () => {
      if (away) throw new Error('connect ECONNREFUSED');
      return [];
    },
  });
  const shown = await metrics.exposition();
  expect(shown).toContain('lianban_collector_failed{collector="assessment.lag"} 1');
  expect(shown).toContain('lianban_collector_failed{collector="notifications.lag"} 0');
  expect(shown).toContain('lianban_consumer_lag_events{projection="notifications.inbox"} 7');
  away = false;
  expect(await metrics.exposition()).toContain('lianban_collector_failed{collector="assessment.lag"} 0');
});

test('events that wait for an operator are shown for as long as they wait', async () => {
  const metrics = new Metrics();
  let parked = 2;
  metrics.watchLag('notifications', { lag: async () => [{ ...LAG, parked }] });
  expect(await metrics.exposition()).toContain('lianban_parked_events{projection="notifications.inbox"} 2');
  parked = 0;
  expect(await metrics.exposition()).toContain('lianban_parked_events{projection="notifications.inbox"} 0');
});
