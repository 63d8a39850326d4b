import type { LocalDate } from '#kernel';

/** What can happen to an assignment that scoring looks at. Each is read from one event of the tasks service. */
export const RECORD_KINDS = [
  'ASSIGNED', // the unit was given the assignment
  'REISSUED', // a revision reworded the task, and the unit signs for it again
  'SIGNED_IN_TIME', // it signed by the last day for signing
  'SIGNED_LATE', // it signed after that day
  'SUBMITTED', // it asked to close its part
  'RETURNED', // the reviewer sent the completion back
  'COMPLETED', // the reviewer closed the part
  'CLOSED', // the part ended unfinished: with the task, or because a revision took the unit off it
  'DEADLINE_MOVED', // the office set or moved the deadline
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** One thing that happened to one assignment. Records are only ever added, so a past day can be judged again at any time. */
export interface AssignmentRecord {
  eventId: string;
  kind: RecordKind;
  taskId: string;
  assignmentId: string;
  unitId: string;
  /** Version of the task after the event: the order of what happened inside one task. */
  taskVersion: number;
  on: LocalDate;
  signDueOn: LocalDate;
  /** The deadline in force after the event; null for continuing work. */
  deadline: LocalDate | null;
}
