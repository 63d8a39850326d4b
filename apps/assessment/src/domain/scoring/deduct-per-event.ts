import type { ScoringRule } from '#contracts';
import type { Fact } from './facts.js';
import { reasonFor, type ItemScore } from './item-score.js';

export type DeductPerEvent = Extract<ScoringRule, { type: 'DEDUCT_PER_EVENT' }>;

/** Each fact takes what the rule names for it, in scoring order, until the cap is reached; what is left below the cap is taken from the fact that reaches it. */
export function deductPerEvent(rule: DeductPerEvent, fullMarks: number, facts: readonly Fact[]): ItemScore {
  const nominalOf = new Map(rule.deductions.map(({ fact, marks }) => [fact, marks]));
  let left = Math.min(rule.cap, fullMarks);
  const reasons = facts.flatMap((fact) => {
    const nominal = nominalOf.get(fact.kind);
    if (nominal === undefined) return [];
    const taken = Math.min(nominal, left);
    left -= taken;
    return [reasonFor(fact, taken, nominal)];
  });
  return { applicable: true, proportion: null, reasons };
}
