import type { ScoringRule } from '#contracts';
import type { Fact } from './facts.js';
import { timesOf, type UnitFigures } from './figures.js';
import type { ItemScore } from './item-score.js';
import { reasonFor, type ScoreReason } from './score-reason.js';

export type DeductPerEvent = Extract<ScoringRule, { type: 'DEDUCT_PER_EVENT' }>;

/** Each fact takes what the rule names for it, until the cap is reached. */
export function deductPerEvent(rule: DeductPerEvent, fullMarks: number, figures: UnitFigures): ItemScore {
  const counted = rule.deductions.map(({ fact, marks }) => ({ fact, marks, times: timesOf(figures, fact) }));
  const nominal = counted.reduce((total, { marks, times }) => total + marks * times, 0);
  return {
    applicable: true,
    proportion: null,
    deductions: counted.flatMap(({ fact, times }) => (times === 0 ? [] : [{ fact, times }])),
    lost: Math.min(nominal, capOf(rule, fullMarks)),
  };
}

/** In scoring order each fact takes its marks; the one that reaches the cap takes what is left below it, later ones nothing. */
export function deductionReasons(rule: DeductPerEvent, fullMarks: number, facts: readonly Fact[]): ScoreReason[] {
  const nominalOf = new Map(rule.deductions.map(({ fact, marks }) => [fact, marks]));
  let left = capOf(rule, fullMarks);
  return facts.flatMap((fact) => {
    const nominal = nominalOf.get(fact.kind);
    if (nominal === undefined) return [];
    const taken = Math.min(nominal, left);
    left -= taken;
    return [reasonFor(fact, taken, nominal)];
  });
}

function capOf({ cap }: DeductPerEvent, fullMarks: number): number {
  return Math.min(cap, fullMarks);
}
