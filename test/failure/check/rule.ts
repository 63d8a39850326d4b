import type { Entry } from '../ledger/entries.js';
import type { Tables } from './tables.js';
import type { Truth } from './truth.js';
import type { Calendar } from './working-days.js';

/** What a rule looks at. */
export interface Evidence {
  entries: readonly Entry[];
  tables: Tables;
  truth: Truth;
  calendar: Calendar;
  /** Ends of the logs before anybody worked: what lies at or before them was there. */
  baseline: Readonly<Record<string, number>>;
  /** Whether events travel through Kafka. */
  relayed: boolean;
}

/** One thing that must hold. */
export interface Rule {
  name: string;
  /** What is different from how it must be, a readable line each. */
  differences: (evidence: Evidence) => string[];
}

/** Lines about what is missing in `found`, there too often, or there without reason. */
export function compareSets(what: string, expected: ReadonlyMap<string, string>, found: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const each of found) counts.set(each, (counts.get(each) ?? 0) + 1);
  const missing = [...expected]
    .filter(([each]) => !counts.has(each))
    .map(([each, why]) => `${what} ${each} is missing: ${why}`);
  const more = [...counts].flatMap(([each, count]) => {
    if (!expected.has(each)) return [`${what} ${each} is there without a reason`];
    return count > 1 ? [`${what} ${each} is there ${count} times`] : [];
  });
  return [...missing, ...more];
}
