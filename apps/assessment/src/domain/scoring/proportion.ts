import type { ScoringRule } from '#contracts';
import type { Fact } from './facts.js';
import { countOf, setOf, type UnitFigures } from './figures.js';
import type { ItemScore } from './item-score.js';
import { evenPart, proportionOf } from './marks.js';
import { reasonFor, type ScoreReason } from './score-reason.js';

export type Proportion = Extract<ScoringRule, { type: 'PROPORTION' }>;

/** Full marks × assignments met ÷ assignments due, rounded to a hundredth, half up. */
export function proportion(rule: Proportion, fullMarks: number, figures: UnitFigures): ItemScore {
  const [numerator, denominator] = [setOf(rule.numerator), setOf(rule.denominator)];
  const due = countOf(figures, denominator);
  const met = countOf(figures, denominator, numerator);
  return {
    applicable: due > 0 || rule.whenNothingDue !== 'NOT_APPLICABLE',
    proportion: { met, due },
    deductions: null,
    lost: due > 0 ? fullMarks - proportionOf(fullMarks, met, due) : lostOfNothing(rule, fullMarks),
  };
}

/**
 * What is lost is shared evenly among the assignments due but not met; hundredths that do not divide go to the first of
 * them in scoring order. Where nothing was due and the scheme says ZERO, the marks go to the assignments themselves, so
 * that even these point to events.
 */
export function proportionReasons(rule: Proportion, lost: number, due: number, facts: readonly Fact[]): ScoreReason[] {
  if (due === 0 && lost === 0) return []; // the scheme gives full marks or leaves the item out
  const taking = due > 0 ? missing(rule, facts) : facts.filter(({ kind }) => kind === 'OBLIGATION');
  return taking.map((fact, index) => {
    const share = evenPart(lost, taking.length, index);
    return reasonFor(fact, share, share);
  });
}

/** Of each assignment that is due and not met, its latest fact: it says most about why, 到期未办结 rather than 承担任务. */
function missing(rule: Proportion, facts: readonly Fact[]): Fact[] {
  const due = new Map<string, Fact>();
  for (const fact of facts) if (rule.denominator.includes(fact.kind)) due.set(fact.assignmentId, fact);
  for (const fact of facts) if (rule.numerator.includes(fact.kind)) due.delete(fact.assignmentId);
  return facts.filter((fact) => due.get(fact.assignmentId) === fact);
}

function lostOfNothing({ whenNothingDue }: Proportion, fullMarks: number): number {
  return whenNothingDue === 'ZERO' ? fullMarks : 0;
}
