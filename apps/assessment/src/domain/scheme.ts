import type { SchemeState, ScoringRule } from '#contracts';
import type { FieldError } from '#kernel';
import { FACT_RULES } from './scoring/facts.js';

type SchemeItem = SchemeState['items'][number];
type SchemeContent = Pick<SchemeState, 'fullMarks' | 'items'>;

/** What makes a scheme contradict itself; empty when it can be adopted. Pointers are those of the request body. */
export function inconsistencies(scheme: SchemeContent): FieldError[] {
  return [...itemsAddUp(scheme), ...numbersAreUnique(scheme.items), ...scheme.items.flatMap(itemInconsistencies)];
}

function itemsAddUp({ fullMarks, items }: SchemeContent): FieldError[] {
  const sum = items.reduce((total, item) => total + item.fullMarks, 0);
  if (sum === fullMarks) return [];
  return [{ pointer: '/fullMarks', message: `The items add up to ${sum} hundredths, the scheme says ${fullMarks}.` }];
}

function numbersAreUnique(items: readonly SchemeItem[]): FieldError[] {
  const numbers = items.map((item) => item.no);
  return numbers.flatMap((no, index) =>
    numbers.indexOf(no) < index ? [{ pointer: `/items/${index}/no`, message: `Item number ${no} is used twice.` }] : [],
  );
}

function itemInconsistencies(item: SchemeItem, index: number): FieldError[] {
  const at = `/items/${index}/rule`;
  return ruleInconsistencies(item.rule, item.fullMarks).map(({ pointer, message }) => ({
    pointer: `${at}${pointer}`,
    message: `Item ${item.no}: ${message}`,
  }));
}

function ruleInconsistencies(rule: ScoringRule, fullMarks: number): FieldError[] {
  if (rule.type === 'PROPORTION') return [];
  const errors: FieldError[] = [];
  if (rule.cap > fullMarks) {
    errors.push({ pointer: '/cap', message: `the cap ${rule.cap} is above the item's full marks ${fullMarks}.` });
  }
  rule.deductions.forEach(({ fact }, index) => {
    const pointer = `/deductions/${index}/fact`;
    if (!FACT_RULES[fact].fault) errors.push({ pointer, message: `${fact} is no fault and cannot take a point.` });
    if (rule.deductions.findIndex((other) => other.fact === fact) < index) {
      errors.push({ pointer, message: `${fact} is named twice.` });
    }
  });
  return errors;
}
