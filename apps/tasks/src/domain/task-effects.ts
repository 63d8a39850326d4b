import { localDateOf, type LocalDate } from '#kernel';
import { NO_LIGHT_DATES } from './lights.js';
import { expandNamedUnits, reporterAmong, type Carrier } from './named-units.js';
import { deadlineOf, isOpen, type ActionContext, type Assignment, type Task, type TaskCommand } from './task.js';

interface Effect {
  /** The task after it; its phase comes from the table, and from its assignments. */
  task: Task;
  /** What the event tells besides the task. */
  facts: object;
}

type CommandOf<Action> = Extract<TaskCommand, { action: Action }>;

/** What each action of the office changes in a task. */
export const TASK_EFFECTS: {
  [Action in TaskCommand['action']]: (task: Task, command: CommandOf<Action>, context: ActionContext) => Effect;
} = {
  REVISE: (task, { card }) => ({ task: { ...task, ...card, originalDeadline: card.deadline }, facts: {} }),

  ASSIGN: (task, { named, groupOf }, context) => {
    const carrying = new Set(task.assignments.map(({ unitId }) => unitId));
    const added = expandNamedUnits(named, groupOf).filter(({ unitId }) => !carrying.has(unitId));
    const assignments = [...task.assignments, ...added.map((carrier) => assignTo(carrier, task, context))];
    const reporter = task.reporterUnitId === null ? reporterAmong(added) : null;
    const appointed = reporter && { reporterUnitId: reporter.unitId, reporterOrigin: reporter.origin };
    return {
      task: { ...task, assignments, ...appointed },
      facts: { addedUnitIds: added.map(({ unitId }) => unitId) },
    };
  },

  APPOINT_REPORTER: (task, { unitId }) => ({
    task: { ...task, reporterUnitId: unitId, reporterOrigin: 'OFFICE' },
    facts: {},
  }),

  SET_DEADLINE: (task, { unitId, deadline, reason }) => ({
    task: unitId === null ? moveDeadline(task, deadline) : moveOwnDeadline(task, unitId, deadline),
    facts: { previousDeadline: deadlineOf(task, unitId), reason, ...(unitId !== null && { unitId }) },
  }),
};

function assignTo(carrier: Carrier, task: Task, { now, workingDays, limits, newId }: ActionContext): Assignment {
  const { unitId, role, origin, viaGroupId, deadline } = carrier;
  return {
    assignmentId: newId(),
    unitId,
    role,
    origin,
    viaGroupId,
    phase: 'ASSIGNED',
    assignedAt: now.toISOString(),
    signDueOn: workingDays.add(localDateOf(now), limits.signDueWorkingDays),
    acceptedAt: null,
    deadline: deadline ?? task.deadline,
    ownDeadline: deadline !== null,
    progress: 0,
    lastReportedAt: null,
    completionSubmittedAt: null,
    returns: 0,
    completedAt: null,
    completionStatement: '',
    missingUnitIds: [],
    reviewOpinion: '',
    ...NO_LIGHT_DATES,
  };
}

function moveDeadline(task: Task, deadline: LocalDate): Task {
  const follows = (assignment: Assignment) => isOpen(assignment) && !assignment.ownDeadline;
  const assignments = task.assignments.map((assignment) =>
    follows(assignment) ? { ...assignment, deadline } : assignment,
  );
  return { ...task, deadline, originalDeadline: task.originalDeadline ?? deadline, assignments };
}

function moveOwnDeadline(task: Task, unitId: string, deadline: LocalDate): Task {
  const assignments = task.assignments.map((assignment) =>
    assignment.unitId === unitId ? { ...assignment, deadline, ownDeadline: true } : assignment,
  );
  return { ...task, assignments };
}
