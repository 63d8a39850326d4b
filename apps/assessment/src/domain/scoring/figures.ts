import type { FactKind, SchemeState } from '#contracts';
import { FACT_KINDS, inScoringOrder, type Fact } from './facts.js';

/** Kinds of facts as one number, a bit for each in the order of `FACT_KINDS`: which of them hold for an assignment. */
export type KindSet = number;

/** What a unit's marks are computed from. */
export interface UnitFigures {
  /** How many of its assignments of the year have exactly these facts. */
  counts: ReadonlyMap<KindSet, number>;
  /** In scoring order: at least those that the scheme names as a reason, and all it looks at of the same assignment. */
  facts: readonly Fact[];
}

const EVERY_SET: readonly KindSet[] = Array.from({ length: 1 << FACT_KINDS.length }, (_, set) => set);

export function setOf(kinds: readonly FactKind[]): KindSet {
  return kinds.reduce((set, kind) => set | (1 << FACT_KINDS.indexOf(kind)), 0);
}

/** The figures of one unit when all facts of its assignments of the year are at hand, in whatever order. */
export function figuresOf(facts: readonly Fact[]): UnitFigures {
  const counts = new Map<KindSet, number>();
  for (const own of Map.groupBy(facts, ({ assignmentId }) => assignmentId).values()) {
    addTo(counts, setOf(own.map(({ kind }) => kind)), 1);
  }
  return { counts, facts: inScoringOrder(facts) };
}

/** Figures of assignments that were read apart. */
export function together(some: UnitFigures, others: UnitFigures): UnitFigures {
  if (others.counts.size === 0) return some;
  const counts = new Map(some.counts);
  for (const [set, count] of others.counts) addTo(counts, set, count);
  return { counts, facts: inScoringOrder([...some.facts, ...others.facts]) };
}

/** How many assignments have any of `kinds`, and where `among` is given any of those too. */
export function countOf({ counts }: UnitFigures, kinds: KindSet, among: KindSet = kinds): number {
  let total = 0;
  for (const [set, count] of counts) if (set & kinds && set & among) total += count;
  return total;
}

/** The facts that an item of the scheme looks at. */
export function kindsOf({ items }: Pick<SchemeState, 'items'>): FactKind[] {
  const named = items.flatMap(({ rule }): readonly FactKind[] => {
    if (rule.type === 'DEDUCT_PER_EVENT') return rule.deductions.map(({ fact }) => fact);
    return [
      ...rule.numerator,
      ...rule.denominator,
      ...(rule.whenNothingDue === 'ZERO' ? (['OBLIGATION'] as const) : []),
    ];
  });
  return FACT_KINDS.filter((kind) => named.includes(kind));
}

/** The sets of which some item names a fact as the reason of a loss; assignments with any other set are only counted. */
export function setsWithReasons({ items }: Pick<SchemeState, 'items'>): KindSet[] {
  return EVERY_SET.filter((set) =>
    items.some(({ rule }) => {
      if (rule.type === 'DEDUCT_PER_EVENT') return (set & setOf(rule.deductions.map(({ fact }) => fact))) !== 0;
      const due = (set & setOf(rule.denominator)) !== 0;
      return due ? (set & setOf(rule.numerator)) === 0 : rule.whenNothingDue === 'ZERO';
    }),
  );
}

function addTo(counts: Map<KindSet, number>, set: KindSet, count: number): void {
  counts.set(set, (counts.get(set) ?? 0) + count);
}
