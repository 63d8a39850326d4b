import type { FactKind, SchemeState } from '#contracts';
import { FACT_KINDS, type Fact } from './facts.js';

/** Kinds of facts as one number, a bit for each in the order of `FACT_KINDS`: which of them hold for an assignment. */
export type KindSet = number;

/** How many assignments have exactly these facts. */
export interface Tally {
  set: KindSet;
  assignments: number;
  /** How often they were sent back, together: of all facts the one that an assignment can have several times. */
  returns: number;
}

/** What a unit's marks are computed from: its assignments of the year, counted. */
export type UnitFigures = readonly Tally[];

const EVERY_SET: readonly KindSet[] = Array.from({ length: 1 << FACT_KINDS.length }, (_, set) => set);

export function setOf(kinds: readonly FactKind[]): KindSet {
  return kinds.reduce((set, kind) => set | (1 << FACT_KINDS.indexOf(kind)), 0);
}

/** The figures of one unit when all facts of its assignments of the year are at hand, in whatever order. */
export function figuresOf(facts: readonly Fact[]): UnitFigures {
  return [...Map.groupBy(facts, ({ assignmentId }) => assignmentId).values()].map((own) => ({
    set: setOf(own.map(({ kind }) => kind)),
    assignments: 1,
    returns: returnsIn(own),
  }));
}

export function returnsIn(facts: readonly Pick<Fact, 'kind'>[]): number {
  return facts.filter(({ kind }) => kind === 'RETURNED').length;
}

/** How many assignments have any of `kinds`, and where `among` is given any of those too. */
export function countOf(figures: UnitFigures, kinds: KindSet, among: KindSet = kinds): number {
  return figures.reduce((total, { set, assignments }) => (set & kinds && set & among ? total + assignments : total), 0);
}

/** How many facts of a kind there are. */
export function timesOf(figures: UnitFigures, kind: FactKind): number {
  if (kind === 'RETURNED') return figures.reduce((total, { returns }) => total + returns, 0);
  return countOf(figures, setOf([kind]));
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
