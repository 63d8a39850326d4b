import type { AssignmentState, ReminderRule } from '#contracts';
import type { LocalDate, WorkingDays } from '#kernel';
import { dueDateOf } from './due-date.js';
import { ENDED_BECAUSE, REMINDER_RULES, RULES, type ReminderRuleRow } from './reminder.rules.js';

/** What a row of the timetable waits for. Whether it was decided is not kept here but in the decisions, which are never rebuilt. */
export type EntryState =
  | 'PLANNED' // will be decided when it falls due
  | 'ENDED' // nothing left to remind of; runs again if the work is sent back
  | 'SUPERSEDED'; // the anchor date was moved; another row took its place

/** One row of the timetable. Natural key: assignment, rule, anchor date. */
export interface TimetableEntry {
  assignmentId: string;
  rule: ReminderRule;
  anchorOn: LocalDate;
  taskId: string;
  unitId: string;
  dueOn: LocalDate;
  movedBecause: string | null;
  state: EntryState;
  /** Why it ended or was superseded; empty while planned. */
  stateReason: string;
  /** The day from which on it was planned: what falls due before that was not missed. */
  plannedOn: LocalDate;
}

/** The first new anchor that a batch of events brings for one assignment and rule; rows with another anchor are superseded by it. */
export interface AnchorChange {
  assignmentId: string;
  rule: ReminderRule;
  /** Null when the date was taken away. */
  anchorOn: LocalDate | null;
  reason: string;
}

/**
 * Folds the assignments of a batch of events, in order, into rows of the timetable. Rows that a later event of the same
 * batch supersedes are kept, so that the timetable does not depend on how events were cut into batches.
 */
export class TimetableFold {
  private readonly rows = new Map<string, TimetableEntry>();
  private readonly latest = new Map<string, LocalDate | null>();
  private readonly firstChanges = new Map<string, AnchorChange>();

  constructor(private readonly days: WorkingDays) {}

  /**
   * @param on the day of the event
   * @param moveReason why the deadline was moved, when the event says so
   */
  see(taskId: string, assignment: AssignmentState, on: LocalDate, moveReason?: string): void {
    for (const [rule, row] of RULES) {
      const slot = `${assignment.assignmentId} ${rule}`;
      const anchorOn = assignment[row.anchor];
      const reason = supersededBecause(anchorOn, moveReason);
      this.supersedeEarlier(slot, anchorOn, reason);
      this.latest.set(slot, anchorOn);
      if (!this.firstChanges.has(slot)) {
        this.firstChanges.set(slot, { assignmentId: assignment.assignmentId, rule, anchorOn, reason });
      }
      if (anchorOn !== null) this.plan(taskId, assignment, rule, anchorOn, on);
    }
  }

  get entries(): TimetableEntry[] {
    return [...this.rows.values()];
  }

  get anchorChanges(): AnchorChange[] {
    return [...this.firstChanges.values()];
  }

  private plan(
    taskId: string,
    assignment: AssignmentState,
    rule: ReminderRule,
    anchorOn: LocalDate,
    on: LocalDate,
  ): void {
    const row: ReminderRuleRow = REMINDER_RULES[rule];
    const { assignmentId, unitId, phase } = assignment;
    const key = `${assignmentId} ${rule} ${anchorOn}`;
    const before = this.rows.get(key);
    const ending = row.endedIn.find((ended) => ended === phase);
    this.rows.set(key, {
      assignmentId,
      rule,
      anchorOn,
      taskId,
      unitId,
      ...dueDateOf(row, anchorOn, this.days),
      state: ending ? 'ENDED' : 'PLANNED',
      stateReason: ending ? ENDED_BECAUSE[ending] : '',
      plannedOn: before?.state === 'PLANNED' ? before.plannedOn : on,
    });
  }

  private supersedeEarlier(slot: string, anchorOn: LocalDate | null, reason: string): void {
    const earlier = this.latest.get(slot);
    if (earlier === undefined || earlier === null || earlier === anchorOn) return;
    const row = this.rows.get(`${slot} ${earlier}`);
    if (row) this.rows.set(`${slot} ${earlier}`, { ...row, state: 'SUPERSEDED', stateReason: reason });
  }
}

function supersededBecause(anchorOn: LocalDate | null, moveReason?: string): string {
  const change = anchorOn === null ? '时限取消' : `时限调整为 ${anchorOn}`;
  return moveReason ? `${change}（${moveReason}）` : change;
}
