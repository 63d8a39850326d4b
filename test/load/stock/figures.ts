import { printedModes } from '../path/figures.js';
import { ratio } from '../statistics.js';
import type { StockFigures } from './main.js';

/** What the stock way leaves undone, so that nobody takes its figures for those of the same promises. */
const NOT_DONE = [
  'no sign-in, permission, validation, version check or idempotency key',
  'an event is emitted after the commit and not awaited: lost when the process or the broker dies in between',
  'a message that comes again is handled again, and one whose handler keeps failing holds up its partition',
  'no log to rebuild from, no audit trail, nothing that notices a gap',
] as const;

/** The figures as a person reads them, and ours as a multiple of the stock way's. */
export function printedStock({ durability, floor, stock, cluster }: StockFigures): string {
  const times = (of: 'peak' | 'sustained'): number => {
    const rate = (figures: StockFigures['stock']) => (of === 'peak' ? figures.peak : figures.sustained.perSecond);
    return ratio(rate(cluster), rate(stock));
  };
  return [
    printedModes(durability, floor, { 'stock way': stock, 'ours through Kafka': cluster }),
    '',
    `ours as a multiple of the stock way: sustained ${times('sustained')}×, peak ${times('peak')}×, visible everywhere p50 ${ratio(
      cluster.visible.everywhere.p50,
      stock.visible.everywhere.p50,
    )}×, p99 ${ratio(cluster.visible.everywhere.p99, stock.visible.everywhere.p99)}×`,
    'what the stock way leaves undone:',
    ...NOT_DONE.map((line) => `  - ${line}`),
  ].join('\n');
}
