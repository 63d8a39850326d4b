import type { ItemRow, Reason, ResultRow, Scheme, SchemeItem } from './tables.js';
import type { Happening, TruePart } from './truth.js';
import { dayOf } from './working-days.js';

export type ExpectedResult = Omit<ResultRow, 'assessmentId' | 'items' | 'reasons'> & { items: readonly ScoredItem[] };

type Fact = Reason;

/** What counts of one part at the end of a day. */
interface Obligation {
  assignmentId: string;
  year: number;
  facts: Fact[];
}

/** Scores of a class, from what happened to the parts until the end of `asOf`. */
export function scoreUnits(
  scheme: Scheme,
  unitIds: readonly string[],
  parts: readonly TruePart[],
  asOf: string,
): ExpectedResult[] {
  const scored = unitIds.flatMap((unitId) => {
    const own = parts.filter((part) => part.unitId === unitId).flatMap((part) => obligationOf(part, asOf));
    const counted = own.filter(({ year }) => year === scheme.year);
    const items = scheme.items.map((item) =>
      scoreItem(
        item,
        counted.flatMap(({ facts }) => facts),
      ),
    );
    const applicable = items.filter((item) => item.applicable);
    if (counted.length === 0 || applicable.length === 0) return [];
    const outOf = sum(applicable.map((item) => item.fullMarks));
    const marks = roundedShare(sum(applicable.map((item) => item.marks)), scheme.fullMarks, outOf);
    return [{ unitId, marks, outOf, rank: 0, obligations: counted.length, items }];
  });
  return scored.map((result) => ({ ...result, rank: 1 + scored.filter(({ marks }) => marks > result.marks).length }));
}

function obligationOf(part: TruePart, asOf: string): Obligation[] {
  const happened = part.happened.filter(({ at }) => dayOf(at) <= asOf);
  const assigned = happened.find(({ kind }) => kind === 'ASSIGNED');
  if (!assigned) return [];
  const closing = happened.findIndex(({ kind }) => kind === 'COMPLETED');
  const counting = closing < 0 ? happened : happened.slice(0, closing + 1); // a completed part keeps its deadline
  const deadline = counting.at(-1)?.deadline ?? null;
  const year = Number((deadline ?? dayOf(assigned.at)).slice(0, 4));
  return [{ assignmentId: part.assignmentId, year, facts: factsOf(part, happened, deadline, asOf) }];
}

function factsOf(part: TruePart, happened: readonly Happening[], deadline: string | null, asOf: string): Fact[] {
  const { assignmentId, signDueOn } = part;
  const last = (kind: string) => happened.findLast((each) => each.kind === kind);
  const fact = (name: string, on: string): Fact => ({ fact: name, assignmentId, on });
  const signed = last('SIGNED_IN_TIME') ?? last('SIGNED_LATE');
  const [closed, completed] = [last('CLOSED'), last('COMPLETED')];
  const endedBy = (day: string) => closed !== undefined && dayOf(closed.at) <= day;
  const facts = happened
    .filter(({ kind }) => ['SIGNED_IN_TIME', 'SIGNED_LATE', 'RETURNED'].includes(kind))
    .map(({ kind, at }) => fact(kind, dayOf(at)));
  const assigned = last('ASSIGNED') as Happening;
  facts.push(fact('OBLIGATION', dayOf(assigned.at)));
  if (!signed && signDueOn <= asOf && !endedBy(signDueOn)) facts.push(fact('NEVER_SIGNED', signDueOn));
  const request = openRequest(happened);
  if (completed) {
    const late = deadline !== null && dayOf((request ?? completed).at) > deadline;
    facts.push(fact(late ? 'COMPLETED_LATE' : 'COMPLETED_IN_TIME', dayOf(completed.at)));
  } else if (deadline !== null && deadline <= asOf && !endedBy(deadline)) {
    const waits = request !== undefined && dayOf(request.at) <= deadline;
    if (!waits) facts.push(fact('NOT_COMPLETED', deadline));
  }
  return facts;
}

/** The request that waits for review or was accepted. */
function openRequest(happened: readonly Happening[]): Happening | undefined {
  const moves = happened.filter(({ kind }) => kind === 'SUBMITTED' || kind === 'RETURNED');
  const last = moves.at(-1);
  return last?.kind === 'SUBMITTED' ? last : undefined;
}

interface ScoredItem extends ItemRow {
  fullMarks: number;
  applicable: boolean;
  reasons: Fact[];
}

function scoreItem({ no, fullMarks, rule }: SchemeItem, facts: readonly Fact[]): ScoredItem {
  if (rule.type === 'DEDUCT_PER_EVENT') {
    const nominal = new Map(rule.deductions.map(({ fact, marks }) => [fact, marks]));
    const reasons = facts.filter(({ fact }) => nominal.has(fact));
    const lost = Math.min(rule.cap, fullMarks, sum(reasons.map(({ fact }) => nominal.get(fact) ?? 0)));
    const counted = Map.groupBy(reasons, ({ fact }) => fact);
    const deductions = [...counted].map(([fact, own]) => ({ fact, times: own.length }));
    return { no, fullMarks, marks: fullMarks - lost, applicable: true, proportion: null, deductions, reasons };
  }
  const due = Map.groupBy(
    facts.filter(({ fact }) => rule.denominator.includes(fact)),
    ({ assignmentId }) => assignmentId,
  );
  const item = { no, fullMarks, deductions: null };
  if (due.size === 0) {
    const applicable = rule.whenNothingDue !== 'NOT_APPLICABLE';
    return { ...item, marks: 0, applicable, proportion: { met: 0, due: 0 }, reasons: [] };
  }
  const met = new Set(
    facts.filter(({ fact }) => rule.numerator.includes(fact)).map(({ assignmentId }) => assignmentId),
  );
  const reasons = [...due].filter(([id]) => !met.has(id)).map(([, own]) => own.at(-1) as Fact);
  const proportion = { met: due.size - reasons.length, due: due.size };
  const marks = roundedShare(fullMarks, proportion.met, proportion.due);
  return { ...item, marks, applicable: true, proportion, reasons };
}

/** `value × part ÷ whole`, half a hundredth rounded up. */
function roundedShare(value: number, part: number, whole: number): number {
  return Math.floor((2 * value * part + whole) / (2 * whole));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
