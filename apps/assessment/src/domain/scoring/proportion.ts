import type { ScoreReason, ScoringRule } from '#contracts';
import type { Fact } from './facts.js';
import { reasonFor, type ItemScore } from './item-score.js';
import { evenPart, proportionOf } from './marks.js';

type Proportion = Extract<ScoringRule, { type: 'PROPORTION' }>;

/**
 * Full marks × assignments met ÷ assignments due, rounded to a hundredth, half up. What is lost is shared evenly among the
 * assignments due but not met; hundredths that do not divide go to the first of them in scoring order.
 */
export function proportion(rule: Proportion, fullMarks: number, facts: readonly Fact[]): ItemScore {
  // The latest fact of an assignment says most about why it was not met: 到期未办结 rather than 承担任务.
  const due = new Map<string, Fact>();
  for (const fact of facts) if (rule.denominator.includes(fact.kind)) due.set(fact.assignmentId, fact);
  if (due.size === 0) return nothingDue(rule, fullMarks, facts);

  const met = new Set(facts.filter((fact) => rule.numerator.includes(fact.kind)).map((fact) => fact.assignmentId));
  const missing = facts.filter((fact) => due.get(fact.assignmentId) === fact && !met.has(fact.assignmentId));
  const metCount = due.size - missing.length;
  return {
    applicable: true,
    proportion: { met: metCount, due: due.size },
    reasons: shared(missing, fullMarks - proportionOf(fullMarks, metCount, due.size)),
  };
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
