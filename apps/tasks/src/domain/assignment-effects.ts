import { unfinishedOthers } from './assignment-guards.js';
import { isSignedLate, type Assignment, type AssignmentCommand, type TaskFrame } from './task.js';

interface Scene {
  task: TaskFrame;
  assignment: Assignment;
  /** ISO instant */
  now: string;
}

interface Effect {
  /** The assignment after it; its phase comes from the table. */
  assignment: Assignment;
  /** What the event tells besides the assignment. */
  facts: object;
}

type CommandOf<Action> = Extract<AssignmentCommand, { action: Action }>;

/** What each action changes in the assignment of one unit. */
export const ASSIGNMENT_EFFECTS: {
  [Action in AssignmentCommand['action']]: (scene: Scene, command: CommandOf<Action>) => Effect;
} = {
  ACCEPT: ({ assignment, now }) => {
    const accepted = { ...assignment, acceptedAt: now };
    return { assignment: accepted, facts: { late: isSignedLate(accepted) } };
  },

  REPORT: ({ assignment, now }, { report }) => ({
    assignment: { ...assignment, progress: report.progress, lastReportedAt: now },
    facts: { report },
  }),

  REQUEST_COMPLETION: ({ task, assignment, now }, { statement, missingUnitIds }) => {
    const unfinished = unfinishedOthers(task, assignment);
    const missing = missingUnitIds.filter((unitId) => unfinished.includes(unitId)); // one may have finished meanwhile
    return {
      assignment: {
        ...assignment,
        completionSubmittedAt: now,
        completionStatement: statement,
        missingUnitIds: missing,
      },
      facts: { statement, missingUnitIds: missing },
    };
  },

  RETURN_FOR_REWORK: ({ assignment }, { reason }) => ({
    assignment: { ...assignment, returns: assignment.returns + 1, reviewOpinion: reason },
    facts: { reason },
  }),

  COMPLETE: ({ assignment, now }, { opinion }) => ({
    assignment: { ...assignment, completedAt: now, reviewOpinion: opinion },
    facts: { opinion },
  }),
};
