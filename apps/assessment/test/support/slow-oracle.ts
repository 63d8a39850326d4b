import type { FactKind, SchemeState } from '#contracts';
import { addDays, type LocalDate } from '#kernel';
import type { AssignmentRecord, RecordKind } from '../../src/domain/scoring/assignment-record.js';

/** Counts of facts of one assignment, found by living through every single day. */
export type OracleFacts = Partial<Record<FactKind, number>>;

/** What somebody with a calendar and a pencil knows of one assignment on a day. */
interface Diary {
  day: LocalDate;
  facts: OracleFacts;
  assignedOn?: LocalDate;
  deadline: LocalDate | null;
  requestedOn: LocalDate | null;
  signed: boolean;
  done: boolean;
  closed: boolean;
  signDueOn: LocalDate;
  /** The last day for signing ended with the task still going on. */
  signDayMissed: boolean;
}

const NOTES: Record<RecordKind, (diary: Diary, record: AssignmentRecord) => void> = {
  ASSIGNED: (diary) => {
    diary.assignedOn = diary.day;
    diary.facts.OBLIGATION = 1;
  },
  REISSUED: (diary, { signDueOn }) => {
    Object.assign(diary, { signed: false, signDayMissed: false, closed: false, requestedOn: null, signDueOn });
    delete diary.facts.SIGNED_IN_TIME;
    delete diary.facts.SIGNED_LATE;
  },
  SIGNED_IN_TIME: (diary) => {
    diary.signed = true;
    diary.facts.SIGNED_IN_TIME = 1;
  },
  SIGNED_LATE: (diary) => {
    diary.signed = true;
    diary.facts.SIGNED_LATE = 1;
  },
  SUBMITTED: (diary) => {
    diary.requestedOn = diary.day;
  },
  RETURNED: (diary) => {
    diary.requestedOn = null;
    diary.facts.RETURNED = (diary.facts.RETURNED ?? 0) + 1;
  },
  COMPLETED: (diary) => {
    diary.done = true;
    const late = diary.deadline !== null && diary.requestedOn !== null && diary.requestedOn > diary.deadline;
    diary.facts[late ? 'COMPLETED_LATE' : 'COMPLETED_IN_TIME'] = 1;
  },
  CLOSED: (diary) => {
    diary.closed = true;
  },
  DEADLINE_MOVED: () => {},
};

/** Lives through every day until the end of `asOf`; null: not assigned by then. */
export function liveThrough(
  records: readonly AssignmentRecord[],
  asOf: LocalDate,
): (OracleFacts & { year: number }) | null {
  const story = [...records].sort((a, b) => a.taskVersion - b.taskVersion);
  const [first] = story;
  const diary: Diary = { ...NOTHING_YET, facts: {}, signDueOn: first!.signDueOn };
  for (let day = first!.on; day <= asOf; day = addDays(day, 1)) {
    diary.day = day;
    for (const happened of story.filter(({ on }) => on === day)) {
      if (!diary.done) diary.deadline = happened.deadline;
      NOTES[happened.kind](diary, happened);
    }
    if (day === diary.signDueOn && !diary.closed) diary.signDayMissed = true;
  }
  if (diary.assignedOn === undefined) return null;
  if (diary.signDayMissed && !diary.signed) diary.facts.NEVER_SIGNED = 1;
  if (deadlineMissed(diary, story, asOf)) diary.facts.NOT_COMPLETED = 1;
  return { ...diary.facts, year: Number((diary.deadline ?? diary.assignedOn).slice(0, 4)) };
}

const NOTHING_YET = {
  day: '',
  deadline: null,
  requestedOn: null,
  signed: false,
  done: false,
  closed: false,
  signDayMissed: false,
};

function deadlineMissed(
  { done, deadline, requestedOn }: Diary,
  story: readonly AssignmentRecord[],
  asOf: LocalDate,
): boolean {
  if (done || deadline === null || deadline > asOf) return false;
  const endedBefore = story.some(({ kind, on }) => kind === 'CLOSED' && on <= deadline);
  const requestedBefore = requestedOn !== null && requestedOn <= deadline;
  return !endedBefore && !requestedBefore;
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
    const wanted = rule.deductions.map(({ fact, marks }) => marks * count(assignments, fact));
    return (
      fullMarks -
      Math.min(
        rule.cap,
        wanted.reduce((total, each) => total + each, 0),
      )
    );
  }
  const has = (facts: OracleFacts, kinds: readonly FactKind[]) => kinds.some((kind) => facts[kind]);
  const due = assignments.filter((facts) => has(facts, rule.denominator));
  if (due.length > 0) {
    const met = due.filter((facts) => has(facts, rule.numerator));
    return roundHalfUp(BigInt(fullMarks) * BigInt(met.length), BigInt(due.length));
  }
  return { FULL: fullMarks, ZERO: 0, NOT_APPLICABLE: null }[rule.whenNothingDue];
}

function count(assignments: readonly OracleFacts[], fact: FactKind): number {
  return assignments.reduce((total, facts) => total + (facts[fact] ?? 0), 0);
}

function roundHalfUp(numerator: bigint, denominator: bigint): number {
  const whole = numerator / denominator;
  return Number((numerator % denominator) * 2n >= denominator ? whole + 1n : whole);
}
