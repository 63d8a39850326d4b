import type { FactKind } from '#contracts';
import type { LocalDate } from '#kernel';
import type { Obligation, Occurrence } from './obligation.js';

/** Something that a rule may count, with the event it was read from. */
export interface Fact {
  kind: FactKind;
  taskId: string;
  assignmentId: string;
  unitId: string;
  eventId: string;
  /** The day it happened; for something that did not happen, the last day that was missed. */
  on: LocalDate;
}

interface FactRule {
  /** The word that units read. */
  name: string;
  /** When it holds at the end of `asOf`, in one sentence. */
  holds: string;
  /** Whether it is to the unit's fault: only these can take a point by themselves. */
  fault: boolean;
  of: (obligation: Obligation, asOf: LocalDate) => readonly (Occurrence | null)[];
}

/** How facts follow from what happened to an assignment. The reviewer's time is never charged to the unit: what counts is the day of its request. */
export const FACT_RULES = {
  OBLIGATION: {
    name: '承担任务',
    holds: 'the unit was given the assignment',
    fault: false,
    of: (o) => [o.assigned],
  },
  SIGNED_IN_TIME: {
    name: '按时签收',
    holds: 'it signed by the last day for signing',
    fault: false,
    of: (o) => [o.signed && !o.signed.late ? occurrence(o.signed) : null],
  },
  SIGNED_LATE: {
    name: '逾期签收',
    holds: 'it signed after the last day for signing',
    fault: true,
    of: (o) => [o.signed?.late ? occurrence(o.signed) : null],
  },
  NEVER_SIGNED: {
    name: '未签收',
    holds: 'the last day for signing is over, nobody signed, and the task had not ended before',
    fault: true,
    of: (o, asOf) => [
      !o.signed && missed(o, o.signDueOn, asOf) ? { eventId: o.assigned.eventId, on: o.signDueOn } : null,
    ],
  },
  RETURNED: {
    name: '退回补办',
    holds: 'the reviewer sent its completion back; each return is a fact',
    fault: true,
    of: (o) => o.returns,
  },
  COMPLETED_IN_TIME: {
    name: '按时办结',
    holds: 'closed, and the accepted request was made by the deadline in force at completion, or there is none',
    fault: false,
    of: (o) => [o.completed && !requestedLate(o) ? o.completed : null],
  },
  COMPLETED_LATE: {
    name: '逾期办结',
    holds: 'closed, and the accepted request was made after the deadline in force at completion',
    fault: true,
    of: (o) => [o.completed && requestedLate(o) ? o.completed : null],
  },
  NOT_COMPLETED: {
    name: '到期未办结',
    holds: 'the deadline is over, no request made by then waits for review, and the task had not ended before',
    fault: true,
    of: (o, asOf) => [notCompleted(o, asOf) ? o.deadline : null],
  },
} as const satisfies Record<FactKind, FactRule>;

export const FACT_KINDS = Object.keys(FACT_RULES) as FactKind[];

/** Facts about one assignment at the end of `asOf`. */
export function factsOf(obligation: Obligation, asOf: LocalDate): Fact[] {
  const { taskId, assignmentId, unitId } = obligation;
  return FACT_KINDS.flatMap((kind) => {
    const rule: FactRule = FACT_RULES[kind];
    return rule
      .of(obligation, asOf)
      .filter((it) => it !== null)
      .map(({ eventId, on }) => ({ kind, taskId, assignmentId, unitId, eventId, on }));
  });
}

/** The one order in which facts take points: by day, then event, then assignment. */
export function inScoringOrder(facts: readonly Fact[]): Fact[] {
  return facts
    .map((fact) => ({ fact, place: placeInOrder(fact) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ fact }) => fact);
}

/** Where a fact stands in the scoring order, as a text that no other fact has. Compares by code unit, so it is the same on every machine. */
export function placeInOrder(fact: Fact): string {
  return [fact.on, fact.eventId, fact.assignmentId, fact.kind].join(' ');
}

function occurrence({ eventId, on }: Occurrence): Occurrence {
  return { eventId, on };
}

/** Whether `lastDay` went by with the assignment still open. */
function missed(o: Obligation, lastDay: LocalDate, asOf: LocalDate): boolean {
  return lastDay <= asOf && !(o.closedOn !== null && o.closedOn <= lastDay);
}

function requestedLate(o: Obligation): boolean {
  const requestedOn = (o.submitted ?? o.completed)?.on;
  return o.deadline !== null && requestedOn !== undefined && requestedOn > o.deadline.on;
}

function notCompleted(o: Obligation, asOf: LocalDate): boolean {
  if (o.completed || !o.deadline || !missed(o, o.deadline.on, asOf)) return false;
  return !(o.submitted && o.submitted.on <= o.deadline.on);
}
