import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { FaultKind, Part, Stage } from '../faults/fault.js';
import { Schedule } from '../faults/schedule.js';
import { FaultLine } from './fault-line.js';

interface Span {
  takes: readonly Part[];
  from: number;
  to: number;
}

const overlap = (one: Span, other: Span) => one.from < other.to && other.from < one.to;
const shared = (one: Span, other: Span) => one.takes.some((part) => other.takes.includes(part));

/** Faults of these kinds come for a while; returns when each was on, and what was counted. */
async function live(kinds: readonly Partial<FaultKind>[], forMs: number) {
  const spans: Span[] = [];
  let commands = 0;
  const ledger = {
    entries: {
      get length() {
        return (commands += 12);
      },
    },
  };
  const product = { mode: 'cluster', ready: () => Promise.resolve() };
  const stage = { product, desk: { ledger } } as unknown as Stage;
  const all = kinds.map((kind, index): FaultKind => ({
    name: `kind ${index}`,
    modes: ['cluster'],
    takes: [],
    inject: () => {
      const span = { takes: kind.takes ?? [], from: performance.now(), to: Infinity };
      spans.push(span);
      const heal = () => Promise.resolve(void (span.to = performance.now()));
      return Promise.resolve({ lasts: 100, heal, proof: () => Promise.resolve('seen') });
    },
    ...kind,
  }));
  const line = new FaultLine(stage, new Schedule(all, 'cluster', 7), () => undefined);
  await line.run(Date.now() + forMs);
  return { spans, line };
}

it('faults come at once, but never two that take the same part', async () => {
  const { spans } = await live(
    [{ takes: ['PostgreSQL'] }, { takes: ['PostgreSQL', 'clock'] }, { takes: ['clock'] }, { takes: ['Kafka'] }],
    2_000,
  );
  const pairs = spans.flatMap((one, index) => spans.slice(index + 1).map((other) => [one, other] as const));
  const together = pairs.filter(([one, other]) => overlap(one, other));
  expect(together.filter(([one, other]) => shared(one, other))).toEqual([]);
  expect(together.length).toBeGreaterThan(0);
});

it('only what was seen to happen is counted', async () => {
  const healed = { lasts: 0, heal: () => Promise.resolve() };
  const { line } = await live(
    [
      { takes: ['Kafka'], inject: () => Promise.resolve({ ...healed, proof: () => Promise.resolve(null) }) },
      { takes: ['clock'], inject: () => Promise.reject(new Error('nothing to break')) },
      { takes: ['processes'] },
    ],
    2_000,
  );
  expect(Object.keys(line.taken)).toEqual(['kind 2']);
  expect(Object.keys(line.notTaken).toSorted()).toEqual(['kind 0', 'kind 1']);
});

it('a fault that cannot be healed is told', async () => {
  const inject = async () => {
    await pause(1);
    const heal = () => Promise.reject(new Error('it stays down'));
    return { lasts: 0, heal, proof: () => Promise.resolve('seen') };
  };
  const { line } = await live([{ takes: ['Kafka'], inject }], 500);
  expect(line.unhealed[0]).toBe('after kind 0: it stays down');
});
