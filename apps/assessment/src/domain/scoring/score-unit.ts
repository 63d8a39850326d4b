import type { ItemResult, SchemeState, ScoringRule, UnitResult } from '#contracts';
import { deductPerEvent } from './deduct-per-event.js';
import { countOf, setOf, type UnitFigures } from './figures.js';
import type { ItemScore } from './item-score.js';
import { proportionOf } from './marks.js';
import { proportion } from './proportion.js';

/** A unit's marks before it is ranked among its class. */
export type UnitScore = Omit<UnitResult, 'rank' | 'unitName'>;

type SchemeItem = SchemeState['items'][number];

const OBLIGATION = setOf(['OBLIGATION']);

/**
 * Scores one unit by the figures of its assignments of the year. Null where the scheme has nothing to
 * judge: no assignment, or no item that applies; such a unit gets neither full marks for being idle nor zero.
 */
export function scoreUnit(scheme: SchemeState, unitId: string, figures: UnitFigures): UnitScore | null {
  const obligations = countOf(figures, OBLIGATION);
  const items = scheme.items.map((item) => scoreItem(item, figures));
  const applicable = items.filter((item) => item.applicable);
  if (obligations === 0 || applicable.length === 0) return null;
  const outOf = sum(applicable.map((item) => item.fullMarks));
  const marks = proportionOf(sum(applicable.map((item) => item.marks)), scheme.fullMarks, outOf);
  return { unitId, marks, outOf, obligations, items };
}

function scoreItem(item: SchemeItem, figures: UnitFigures): ItemResult {
  const { no, fullMarks, rule } = item;
  const { lost, ...score } = scoreByRule(rule, fullMarks, figures);
  return { no, fullMarks, marks: score.applicable ? fullMarks - lost : 0, ...score };
}

function scoreByRule(rule: ScoringRule, fullMarks: number, figures: UnitFigures): ItemScore {
  switch (rule.type) {
    case 'DEDUCT_PER_EVENT':
      return deductPerEvent(rule, fullMarks, figures);
    case 'PROPORTION':
      return proportion(rule, fullMarks, figures);
  }
}

function sum(marks: readonly number[]): number {
  return marks.reduce((total, each) => total + each, 0);
}
