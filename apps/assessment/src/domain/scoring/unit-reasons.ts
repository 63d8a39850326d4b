import type { ItemResult, SchemeState, UnitResult } from '#contracts';
import { deductionReasons } from './deduct-per-event.js';
import { inScoringOrder, type Fact } from './facts.js';
import { proportionReasons } from './proportion.js';
import type { ScoreReason } from './score-reason.js';

/** The reasons of one item, in scoring order; they add up to what it lost. */
export interface ItemReasons {
  no: string;
  reasons: ScoreReason[];
}

/**
 * Why a unit lost what `result` says, from the facts of its assignments with a reason. Null where they do not add up to it:
 * then they are not the facts that it was computed from.
 */
export function reasonsOf(
  { items }: Pick<SchemeState, 'items'>,
  result: Pick<UnitResult, 'items' | 'obligations'>,
  facts: readonly Fact[],
): ItemReasons[] | null {
  const inOrder = inScoringOrder(facts);
  const each = result.items.map((item) => {
    const rule = items.find(({ no }) => no === item.no)?.rule;
    return { item, reasons: rule ? reasonsByRule(rule, item, inOrder) : [] };
  });
  if (!each.every(({ item, reasons }) => addUp(item, reasons, result.obligations))) return null;
  return each.map(({ item, reasons }) => ({ no: item.no, reasons }));
}

function reasonsByRule(
  rule: SchemeState['items'][number]['rule'],
  { applicable, fullMarks, marks, proportion }: ItemResult,
  facts: readonly Fact[],
): ScoreReason[] {
  switch (rule.type) {
    case 'DEDUCT_PER_EVENT':
      return deductionReasons(rule, fullMarks, facts);
    case 'PROPORTION':
      return proportionReasons(rule, applicable ? fullMarks - marks : 0, proportion?.due ?? 0, facts);
  }
}

function addUp(
  { applicable, fullMarks, marks, proportion, deductions }: ItemResult,
  reasons: readonly ScoreReason[],
  obligations: number,
): boolean {
  if (!applicable) return reasons.length === 0;
  if (reasons.reduce((total, reason) => total + reason.marks, fullMarks) !== marks) return false;
  if (deductions) return areCounted(reasons, deductions);
  const { met, due } = proportion ?? { met: 0, due: 0 };
  return due > 0 ? reasons.length === due - met : reasons.length === 0 || reasons.length === obligations;
}

/** Each reason in a count of its kind: one past the cap takes no marks, and the sum would not miss it. */
function areCounted(reasons: readonly ScoreReason[], counts: NonNullable<ItemResult['deductions']>): boolean {
  const timesOf = (kind: string) => reasons.filter(({ fact }) => fact === kind).length;
  const counted = counts.reduce((total, { times }) => total + times, 0);
  return reasons.length === counted && counts.every(({ fact, times }) => timesOf(fact) === times);
}
