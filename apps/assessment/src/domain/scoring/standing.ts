import type { LocalDate } from '#kernel';
import type { AssignmentRecord } from './assignment-record.js';
import { factsOf, type Fact } from './facts.js';
import { obligationsAsOf, yearOf } from './obligation.js';

/** No day of the product lies after it. */
const END_OF_DAYS = '9999-12-31';

/**
 * All that will ever be said of an assignment if nothing more happens to it. Once its last record is past, a fact holds
 * from its own day on: as of a day not before `lastOn`, the facts are those that are not after that day.
 */
export interface Standing {
  assignmentId: string;
  /** Names its plan. */
  taskId: string;
  unitId: string;
  /** It counts to this year. */
  year: number;
  /** The day it was given. */
  firstOn: LocalDate;
  /** The day of its last record: on an earlier day it stood differently. */
  lastOn: LocalDate;
  facts: readonly Fact[];
}

/** The standing of every assignment in `records`, which are all of each. */
export function standingsOf(records: readonly AssignmentRecord[]): Standing[] {
  const lastOn = new Map<string, LocalDate>();
  for (const { assignmentId, on } of records) {
    if (on > (lastOn.get(assignmentId) ?? '')) lastOn.set(assignmentId, on);
  }
  return obligationsAsOf(records, END_OF_DAYS).map((obligation) => ({
    assignmentId: obligation.assignmentId,
    taskId: obligation.taskId,
    unitId: obligation.unitId,
    year: yearOf(obligation),
    firstOn: obligation.assigned.on,
    lastOn: lastOn.get(obligation.assignmentId) ?? obligation.assigned.on,
    facts: factsOf(obligation, END_OF_DAYS),
  }));
}
