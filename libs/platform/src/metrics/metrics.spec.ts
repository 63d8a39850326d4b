import type pg from 'pg';
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

test('what the relay has not sent yet and what was read from the log because it did not arrive are shown', async () => {
  const metrics = new Metrics();
  metrics.eventPath.relayBacklog('tasks', 12);
  metrics.eventPath.healed('notifications.inbox', 3);
  metrics.eventPath.healed('notifications.inbox', 2);
  const shown = await metrics.exposition();
  expect(shown).toContain('lianban_relay_backlog_events{service="tasks"} 12');
  expect(shown).toContain('lianban_events_healed_total{projection="notifications.inbox"} 5');
  metrics.eventPath.relayBacklog('tasks', 0);
  expect(await metrics.exposition()).toContain('lianban_relay_backlog_events{service="tasks"} 0');
});

test('a pool is shown as it is when somebody looks: all connections, idle ones, requests that wait for one', async () => {
  const metrics = new Metrics();
  const pool = { totalCount: 5, idleCount: 2, waitingCount: 0 };
  metrics.watchPool('tasks', { pool: pool as pg.Pool });
  const shown = async () => (await metrics.exposition()).match(/lianban_pool_connections\{.*/g);
  const line = (state: string, count: number) => `lianban_pool_connections{service="tasks",state="${state}"} ${count}`;
  expect(await shown()).toEqual([line('total', 5), line('idle', 2), line('waiting', 0)]);
  Object.assign(pool, { idleCount: 0, waitingCount: 7 });
  expect(await shown()).toEqual([line('total', 5), line('idle', 0), line('waiting', 7)]);
});

test('of the event loop only the delay at the scrape is shown: samples half a second apart hold their interval too', async () => {
  const shown = await new Metrics().exposition();
  expect(shown).toContain('nodejs_eventloop_lag_seconds');
  expect(shown).not.toMatch(/nodejs_eventloop_lag_(min|max|mean|stddev|p\d+)_seconds/);
});
