import { expect, it } from 'vitest';
import { durationsOf } from '../statistics.js';
import type { ModeFigures } from '../path/main.js';
import { printedStock } from './figures.js';

function figuresOf(perSecond: number): ModeFigures {
  const took = durationsOf([perSecond / 100]);
  return {
    processes: 4,
    commit: took,
    perReportAtRate: { broker: 2 },
    visible: { cockpit: took, facts: took, timetable: took, everywhere: took },
    peak: perSecond * 2,
    perReport: { broker: 1 },
    sustained: { perSecond, seconds: 60, worstLag: 0 },
  };
}

it('says how many times the stock way ours is, and what the stock way leaves undone', () => {
  const floor = { commit: durationsOf([1]), perReportAtRate: { floor: 2 }, perSecond: 1_000, perReport: { floor: 1 } };
  const durability = { fsync: 'on' };
  const text = printedStock({ durability, floor, stock: figuresOf(100), cluster: figuresOf(450) });
  expect(text).toContain('sustained 4.5×');
  expect(text).toMatch(/stock way, 4 processes beside PostgreSQL/);
  expect(text).toMatch(/lost when the process or the broker dies/);
});
