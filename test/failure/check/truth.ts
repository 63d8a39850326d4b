import type { Entry } from '../ledger/entries.js';
import type { Calendar } from './working-days.js';

/** An event that an acknowledged command must have left in the log of its aggregate. */
export interface ExpectedEvent {
  aggregateId: string;
  version: number;
  type: string;
  actor: string;
  trace: string;
  /** What a person is told where it is missing. */
  because: string;
}

/** What happened to a part, in the words of scoring. */
export interface Happening {
  kind: string;
  version: number;
  at: string;
  deadline: string | null;
}

/** How a part stood from `at` on. */
export interface PartState {
  at: string;
  version: number;
  phase: string;
  deadline: string | null;
}

export interface TruePart {
  assignmentId: string;
  taskId: string;
  planId: string;
  unitId: string;
  role: string;
  phase: string;
  progress: number;
  deadline: string | null;
  ownDeadline: boolean;
  assignedAt: string;
  signDueOn: string;
  acceptedAt: string | null;
  submittedAt: string | null;
  completedAt: string | null;
  returns: number;
  reports: { version: number; progress: number }[];
  happened: Happening[];
  states: PartState[];
}

export interface TrueTask {
  taskId: string;
  planId: string;
  no: string;
  version: number;
  ended: boolean;
  deadline: string | null;
  reporterUnitId: string | null;
  deadlineChanges: { version: number; unitId: string | null; deadline: string }[];
  parts: TruePart[];
}

/** What must be stored, worked out from what was acknowledged and from nothing else. */
export interface Truth {
  tasks: Map<string, TrueTask>;
  parts: Map<string, TruePart>;
  plans: Map<string, { planId: string; version: number; phase: string }>;
  events: ExpectedEvent[];
  /** Acknowledged although it was forbidden, or could not be in that state. */
  wrong: string[];
}

export interface TruthInput {
  entries: readonly Entry[];
  calendar: Calendar;
  /** Units of a group. */
  membersOf: (groupId: string) => readonly string[];
  /** When the event of this version happened, by the product's clock; undefined when there is none. */
  occurredAt: (aggregateId: string, version: number) => string | undefined;
}
