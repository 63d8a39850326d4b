import type { AssignmentPhase, AssignmentState, ReminderRule } from '#contracts';
import type { LocalDate, WorkingDays } from '#kernel';
import { dueDateOf, type DueDate } from './due-date.js';
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
  private readonly byAssignment = new Map<string, AssignmentTimetable>();
  private readonly dueDates = new Map<string, DueDate>();

  constructor(private readonly days: WorkingDays) {}

  /**
   * @param on the day of the event
   * @param moveReason why the deadline was moved, when the event says so
   */
  see(taskId: string, assignment: AssignmentState, on: LocalDate, moveReason?: string): void {
    const { assignmentId } = assignment;
    let timetable = this.byAssignment.get(assignmentId);
    if (!timetable) {
      timetable = new AssignmentTimetable(assignmentId, taskId, assignment.unitId, this.dueOn);
      this.byAssignment.set(assignmentId, timetable);
    }
    timetable.see(assignment, on, moveReason);
  }

  get assignments(): AssignmentTimetable[] {
    return [...this.byAssignment.values()];
  }

  /** Once for each rule and date: a plan gives tens of thousands of assignments the same few dates. */
  private readonly dueOn = (rule: ReminderRule, anchorOn: LocalDate): DueDate => {
    const key = `${rule} ${anchorOn}`;
    const known = this.dueDates.get(key);
    if (known) return known;
    const dueDate = dueDateOf(REMINDER_RULES[rule], anchorOn, this.days);
    this.dueDates.set(key, dueDate);
    return dueDate;
  };
}

/** What a batch says of the timetable of one assignment. */
export class AssignmentTimetable {
  readonly entries: TimetableEntry[] = [];
  readonly anchorChanges: AnchorChange[] = [];
  private readonly latest = new Map<ReminderRule, LocalDate | null>();

  constructor(
    readonly assignmentId: string,
    readonly taskId: string,
    readonly unitId: string,
    private readonly dueOn: (rule: ReminderRule, anchorOn: LocalDate) => DueDate,
  ) {}

  see({ signDueOn, deadline, phase }: AssignmentState, on: LocalDate, moveReason?: string): void {
    const anchors = { signDueOn, deadline };
    for (const [rule, row] of RULES) {
      const anchorOn = anchors[row.anchor];
      this.move(rule, anchorOn, moveReason);
      if (anchorOn !== null) this.plan(rule, anchorOn, phase, on);
    }
  }

  private move(rule: ReminderRule, anchorOn: LocalDate | null, moveReason?: string): void {
    const earlier = this.latest.get(rule);
    this.latest.set(rule, anchorOn);
    if (earlier === anchorOn) return;
    const reason = supersededBecause(anchorOn, moveReason);
    if (earlier === undefined) this.anchorChanges.push({ assignmentId: this.assignmentId, rule, anchorOn, reason });
    const row = earlier ? this.find(rule, earlier) : undefined;
    if (row) this.put({ ...row, state: 'SUPERSEDED', stateReason: reason });
  }

  private plan(rule: ReminderRule, anchorOn: LocalDate, phase: AssignmentPhase, on: LocalDate): void {
    const { endedIn }: ReminderRuleRow = REMINDER_RULES[rule];
    const { assignmentId, taskId, unitId } = this;
    const before = this.find(rule, anchorOn);
    const ending = endedIn.find((ended) => ended === phase);
    this.put({
      assignmentId,
      rule,
      anchorOn,
      taskId,
      unitId,
      ...this.dueOn(rule, anchorOn),
      state: ending ? 'ENDED' : 'PLANNED',
      stateReason: ending ? ENDED_BECAUSE[ending] : '',
      plannedOn: before?.state === 'PLANNED' ? before.plannedOn : on,
    });
  }

  private find(rule: ReminderRule, anchorOn: LocalDate): TimetableEntry | undefined {
    return this.entries.find((entry) => entry.rule === rule && entry.anchorOn === anchorOn);
  }

  private put(entry: TimetableEntry): void {
    const at = this.entries.findIndex(({ rule, anchorOn }) => rule === entry.rule && anchorOn === entry.anchorOn);
    if (at < 0) this.entries.push(entry);
    else this.entries[at] = entry;
  }
}

function supersededBecause(anchorOn: LocalDate | null, moveReason?: string): string {
  const change = anchorOn === null ? '时限取消' : `时限调整为 ${anchorOn}`;
  return moveReason ? `${change}（${moveReason}）` : change;
}
