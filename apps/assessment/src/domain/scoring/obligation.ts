import type { LocalDate } from '#kernel';
import type { AssignmentRecord } from './assignment-record.js';

/** The event that something was read from, and its day. */
export interface Occurrence {
  eventId: string;
  on: LocalDate;
}

/** One assignment as it stood at the end of a day. */
export interface Obligation {
  taskId: string;
  assignmentId: string;
  unitId: string;
  assigned: Occurrence;
  signDueOn: LocalDate;
  signed: (Occurrence & { late: boolean }) | null;
  /** The deadline that counts: the one in force at completion, before that the one in force now. */
  deadline: { on: LocalDate; eventId: string } | null;
  originalDeadline: LocalDate | null;
  /** The request that waits for review or was accepted; a return withdraws it. */
  submitted: Occurrence | null;
  returns: readonly Occurrence[];
  completed: Occurrence | null;
  /** The task ended and this part was left open. */
  closedOn: LocalDate | null;
}

/** Every assignment in `records` as it stood at the end of `asOf`, in order of assignment id. The order of `records` does not matter. */
export function obligationsAsOf(records: readonly AssignmentRecord[], asOf: LocalDate): Obligation[] {
  const inOrder = records.filter((record) => record.on <= asOf).sort((a, b) => a.taskVersion - b.taskVersion);
  const byAssignment = new Map<string, Obligation>();
  for (const record of inOrder) {
    const before = byAssignment.get(record.assignmentId) ?? assignedBy(record);
    if (before) byAssignment.set(record.assignmentId, after(before, record));
  }
  return [...byAssignment.values()].sort((a, b) => (a.assignmentId < b.assignmentId ? -1 : 1));
}

/** The year an assignment counts to: that of its deadline, and without one that of its assignment. */
export function yearOf(obligation: Obligation): number {
  return Number((obligation.deadline?.on ?? obligation.assigned.on).slice(0, 4));
}

function assignedBy(record: AssignmentRecord): Obligation | null {
  if (record.kind !== 'ASSIGNED') return null;
  return {
    taskId: record.taskId,
    assignmentId: record.assignmentId,
    unitId: record.unitId,
    assigned: occurrence(record),
    signDueOn: record.signDueOn,
    signed: null,
    deadline: null,
    originalDeadline: record.deadline,
    submitted: null,
    returns: [],
    completed: null,
    closedOn: null,
  };
}

function after(before: Obligation, record: AssignmentRecord): Obligation {
  return { ...before, ...deadlineAfter(before, record), ...happened(before, record) };
}

/** A completed part keeps the deadline it was completed under, whatever the office moves afterwards. */
function deadlineAfter(before: Obligation, record: AssignmentRecord): Partial<Obligation> {
  if (before.completed || record.deadline === (before.deadline?.on ?? null)) return {};
  return {
    deadline: record.deadline === null ? null : { on: record.deadline, eventId: record.eventId },
    originalDeadline: before.originalDeadline ?? record.deadline,
  };
}

function happened(before: Obligation, record: AssignmentRecord): Partial<Obligation> {
  const it = occurrence(record);
  switch (record.kind) {
    case 'ASSIGNED':
    case 'DEADLINE_MOVED':
      return {};
    case 'REISSUED': // what counts is the signature for the wording in force
      return { signDueOn: record.signDueOn, signed: null, submitted: null, closedOn: null };
    case 'SIGNED_IN_TIME':
      return { signed: { ...it, late: false } };
    case 'SIGNED_LATE':
      return { signed: { ...it, late: true } };
    case 'SUBMITTED':
      return { submitted: it };
    case 'RETURNED':
      return { submitted: null, returns: [...before.returns, it] };
    case 'COMPLETED':
      return { completed: it };
    case 'CLOSED':
      return { closedOn: before.closedOn ?? record.on }; // taken off before its task ended: the earlier day
  }
}

function occurrence(record: AssignmentRecord): Occurrence {
  return { eventId: record.eventId, on: record.on };
}
