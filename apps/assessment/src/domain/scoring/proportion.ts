import type { ScoreReason, ScoringRule } from '#contracts';
import type { Fact } from './facts.js';
import { countOf, setOf, type UnitFigures } from './figures.js';
import { reasonFor, type ItemScore } from './item-score.js';
import { evenPart, proportionOf } from './marks.js';

type Proportion = Extract<ScoringRule, { type: 'PROPORTION' }>;

/**
 * Full marks × assignments met ÷ assignments due, rounded to a hundredth, half up. What is lost is shared evenly among the
 * assignments due but not met; hundredths that do not divide go to the first of them in scoring order.
 */
export function proportion(rule: Proportion, fullMarks: number, figures: UnitFigures): ItemScore {
  const [numerator, denominator] = [setOf(rule.numerator), setOf(rule.denominator)];
  const due = countOf(figures, denominator);
  if (due === 0) return nothingDue(rule, fullMarks, figures.facts);
  const met = countOf(figures, denominator, numerator);
  return {
    applicable: true,
    proportion: { met, due },
    reasons: shared(missing(rule, figures.facts), fullMarks - proportionOf(fullMarks, met, due)),
  };
}

/** Of each assignment that is due and not met, its latest fact: it says most about why, 到期未办结 rather than 承担任务. */
function missing(rule: Proportion, facts: readonly Fact[]): Fact[] {
  const due = new Map<string, Fact>();
  for (const fact of facts) if (rule.denominator.includes(fact.kind)) due.set(fact.assignmentId, fact);
  for (const fact of facts) if (rule.numerator.includes(fact.kind)) due.delete(fact.assignmentId);
  return facts.filter((fact) => due.get(fact.assignmentId) === fact);
}

/** With ZERO the marks go to the assignments themselves, so that even these point to events. */
function nothingDue(rule: Proportion, fullMarks: number, facts: readonly Fact[]): ItemScore {
  const obligations = rule.whenNothingDue === 'ZERO' ? facts.filter((fact) => fact.kind === 'OBLIGATION') : [];
  return {
    applicable: rule.whenNothingDue !== 'NOT_APPLICABLE',
    proportion: { met: 0, due: 0 },
    reasons: shared(obligations, fullMarks),
  };
}

function shared(facts: readonly Fact[], lost: number): ScoreReason[] {
  return facts.map((fact, index) => {
    const share = evenPart(lost, facts.length, index);
    return reasonFor(fact, share, share);
  });
}
