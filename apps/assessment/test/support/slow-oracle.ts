import type { FactKind, SchemeState } from '#contracts';
import { addDays, type LocalDate } from '#kernel';
import type { AssignmentRecord } from '../../src/domain/scoring/assignment-record.js';

/** Counts of facts of one assignment, found by living through every single day. */
export type OracleFacts = Partial<Record<FactKind, number>>;

/** What somebody with a calendar and a pencil would note about one assignment by the end of `asOf`; null: not assigned yet. */
export function liveThrough(
  records: readonly AssignmentRecord[],
  asOf: LocalDate,
): (OracleFacts & { year: number }) | null {
  const story = [...records].sort((a, b) => a.taskVersion - b.taskVersion);
  const facts: OracleFacts = {};
  let assignedOn: LocalDate | undefined;
  let deadline: LocalDate | null = null;
  let signed = false;
  let closed = false;
  let done = false;
  let requestedOn: LocalDate | null = null;
  let signDayPassed = false;
  for (let day = story[0]!.on; day <= asOf; day = addDays(day, 1)) {
    for (const it of story.filter(({ on }) => on === day)) {
      if (!done) deadline = it.deadline;
      if (it.kind === 'ASSIGNED') [assignedOn, facts.OBLIGATION] = [day, 1];
      if (it.kind === 'SIGNED_IN_TIME' || it.kind === 'SIGNED_LATE') [signed, facts[it.kind]] = [true, 1];
      if (it.kind === 'SUBMITTED') requestedOn = day;
      if (it.kind === 'RETURNED') [requestedOn, facts.RETURNED] = [null, (facts.RETURNED ?? 0) + 1];
      if (it.kind === 'CLOSED') closed = true;
      if (it.kind !== 'COMPLETED') continue;
      done = true;
      facts[deadline !== null && requestedOn! > deadline ? 'COMPLETED_LATE' : 'COMPLETED_IN_TIME'] = 1;
    }
    if (day === story[0]!.signDueOn && !closed) signDayPassed = true;
  }
  if (assignedOn === undefined) return null;
  if (signDayPassed && !signed) facts.NEVER_SIGNED = 1;
  if (
    !done &&
    deadline !== null &&
    deadline <= asOf &&
    openAtTheEndOf(deadline, story) &&
    !(requestedOn !== null && requestedOn <= deadline)
  ) {
    facts.NOT_COMPLETED = 1;
  }
  return { ...facts, year: Number((deadline ?? assignedOn).slice(0, 4)) };
}

function openAtTheEndOf(day: LocalDate, story: readonly AssignmentRecord[]): boolean {
  return !story.some(({ kind, on }) => kind === 'CLOSED' && on <= day);
}

/** Marks of a unit from counts alone, with fractions kept exact until the one rounding; null: nothing to judge. */
export function marksOf(scheme: SchemeState, assignments: readonly OracleFacts[]): number | null {
  const items = scheme.items.map((item) => ({ full: item.fullMarks, marks: itemMarks(item, assignments) }));
  const applicable = items.filter((item) => item.marks !== null);
  if (assignments.length === 0 || applicable.length === 0) return null;
  const marks = applicable.reduce((total, item) => total + item.marks!, 0);
  const outOf = applicable.reduce((total, item) => total + item.full, 0);
  return roundHalfUp(BigInt(marks) * BigInt(scheme.fullMarks), BigInt(outOf));
}

function itemMarks(
  { rule, fullMarks }: SchemeState['items'][number],
  assignments: readonly OracleFacts[],
): number | null {
  if (rule.type === 'DEDUCT_PER_EVENT') {
    let marks = fullMarks;
    for (const facts of assignments) {
      for (const { fact, marks: each } of rule.deductions) {
        const wanted = each * (facts[fact] ?? 0);
        for (let taken = 0; taken < wanted && fullMarks - marks < rule.cap; taken++) marks--;
      }
    }
    return marks;
  }
  const has = (facts: OracleFacts, kinds: readonly FactKind[]) => kinds.some((kind) => facts[kind]);
  const due = assignments.filter((facts) => has(facts, rule.denominator));
  if (due.length > 0) {
    const met = due.filter((facts) => has(facts, rule.numerator));
    return roundHalfUp(BigInt(fullMarks) * BigInt(met.length), BigInt(due.length));
  }
  return { FULL: fullMarks, ZERO: 0, NOT_APPLICABLE: null }[rule.whenNothingDue];
}

function roundHalfUp(numerator: bigint, denominator: bigint): number {
  const whole = numerator / denominator;
  return Number((numerator % denominator) * 2n >= denominator ? whole + 1n : whole);
}
