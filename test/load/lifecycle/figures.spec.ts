import { expect, it } from 'vitest';
import { durationsOf } from '../statistics.js';
import { bestOf, printedLifecycle } from './figures.js';
import type { LifecycleFigures, Measured } from './main.js';

function measured(...rates: number[]): Measured {
  const lifecycles = rates.map((perSecond): LifecycleFigures => {
    const durations = durationsOf([50, 90]);
    return { name: `${perSecond} a second`, requests: 'all', perSecond, durations, perLifecycle: { client: 1 } };
  });
  return { processes: 1, lifecycles };
}

const run = { durability: { fsync: 'on' }, clients: 32 };

it('states ours as multiples of each peer beside what was aimed at', () => {
  const contenders = {
    floor: measured(1_000),
    embedded: measured(90, 300),
    flowable: measured(100),
    redmine: measured(10),
  };
  const text = printedLifecycle({ ...run, contenders });
  expect(text).toContain(
    'embedded, 300 a second, 3× flowable (aim ≥ 3×), 30× redmine (aim ≥ 10×), p95 90 ms (aim ≤ 100 ms)',
  );
  expect(text).toContain('embedded, 90 a second, 0.9× flowable');
  expect(text).toContain('0.3 of the floor');
});

it('a peer that could not be run is said to be missing, and nothing is a multiple of it', () => {
  const contenders = { embedded: measured(300), redmine: { missing: 'Redmine is not installed.' } };
  const text = printedLifecycle({ ...run, contenders });
  expect(text).toContain('redmine: NOT MEASURED. Redmine is not installed.');
  expect(text).not.toContain('× redmine');
});

it('what each guarantees stands beside the figures, of those that were measured', () => {
  const text = printedLifecycle({ ...run, contenders: { floor: measured(1), redmine: measured(1) } });
  expect(text).toMatch(/audit trail\n {2}floor .*\n {2}redmine .*journals/);
  expect(text).not.toMatch(/^ {2}flowable /m);
});

it('the best way of a system is the one that peers are measured by', () => {
  expect(bestOf(measured(5, 7))).toBe(7);
  expect(bestOf({ missing: 'not there' })).toBeUndefined();
});
