import type { ItemResult, SchemeState, ScoringRule, UnitResult } from '#contracts';
import { deductPerEvent } from './deduct-per-event.js';
import type { Fact } from './facts.js';
import type { ItemScore } from './item-score.js';
import { proportionOf } from './marks.js';
import { proportion } from './proportion.js';

/** A unit's marks before it is ranked among its class. */
export type UnitScore = Omit<UnitResult, 'rank' | 'unitName'>;

type SchemeItem = SchemeState['items'][number];

/**
 * Scores one unit. `facts` are those of its assignments of the year, in scoring order. Null where the scheme has nothing to
 * judge: no assignment, or no item that applies; such a unit gets neither full marks for being idle nor zero.
 */
export function scoreUnit(scheme: SchemeState, unitId: string, facts: readonly Fact[]): UnitScore | null {
  const obligations = facts.filter((fact) => fact.kind === 'OBLIGATION').length;
  const items = scheme.items.map((item) => scoreItem(item, facts));
  const applicable = items.filter((item) => item.applicable);
  if (obligations === 0 || applicable.length === 0) return null;
  const outOf = sum(applicable.map((item) => item.fullMarks));
  const marks = proportionOf(sum(applicable.map((item) => item.marks)), scheme.fullMarks, outOf);
  return { unitId, marks, outOf, obligations, items };
}

function scoreItem(item: SchemeItem, facts: readonly Fact[]): ItemResult {
  const score = scoreByRule(item.rule, item.fullMarks, facts);
  const lost = sum(score.reasons.map((reason) => -reason.marks));
  return { no: item.no, fullMarks: item.fullMarks, marks: score.applicable ? item.fullMarks - lost : 0, ...score };
}

function scoreByRule(rule: ScoringRule, fullMarks: number, facts: readonly Fact[]): ItemScore {
  switch (rule.type) {
    case 'DEDUCT_PER_EVENT':
      return deductPerEvent(rule, fullMarks, facts);
    case 'PROPORTION':
      return proportion(rule, fullMarks, facts);
  }
}

function sum(marks: readonly number[]): number {
  return marks.reduce((total, each) => total + each, 0);
}
