import { localDateOf, type LocalDate } from '#kernel';
import { ASSIGNMENT_TRANSITIONS } from './assignment.transitions.js';
import { NO_LIGHT_DATES } from './lights.js';
import { expandNamedUnits, reporterAmong, type Carrier } from './named-units.js';
import { deadlineOf, isOpen, type ActionContext, type Assignment, type Task, type TaskCommand } from './task.js';
import { BY_SYSTEM } from './tasks.policy.js';
import { transitionFor } from './transition.js';

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

  REISSUE: reissue,

  WITHDRAW: (task, { reason }) => ({
    task: {
      ...task,
      assignments: task.assignments.map((part) => (isOpen(part) ? ended(part, 'CLOSE_WITH_TASK') : part)),
    },
    facts: { reason },
  }),
};

/**
 * The new wording under the old number, and the units that it names: whoever carries the task signs again, a unit that is
 * named no longer is taken off it, a new one is added. A part that was completed stays so.
 */
function reissue(task: Task, { card, groupOf, reason }: CommandOf<'REISSUE'>, context: ActionContext): Effect {
  const carriers = new Map(expandNamedUnits(card.namedUnits, groupOf).map((carrier) => [carrier.unitId, carrier]));
  const kept = task.assignments.map((part) => {
    const carrier = carriers.get(part.unitId);
    if (part.phase === 'COMPLETED') return part;
    if (carrier) return givenAgain(part, carrier, task, context);
    return isOpen(part) ? ended(part, 'TAKE_OFF') : part;
  });
  const known = new Set(kept.map(({ unitId }) => unitId));
  const added = [...carriers.values()].filter(({ unitId }) => !known.has(unitId));
  const assignments = [...kept, ...added.map((carrier) => assignTo(carrier, task, context))];
  const open = new Set(assignments.filter(isOpen).map(({ unitId }) => unitId));
  const { title, text, sourceSentence, origin, namedUnits } = card;
  const reporter = reporterAfter(task, [...carriers.values()], open);
  return {
    task: { ...task, title, text, sourceSentence, origin, namedUnits, assignments, ...reporter },
    facts: { ...unitsOf(task, kept), addedUnitIds: added.map(({ unitId }) => unitId), reason },
  };
}

/** Whose parts of before are given again, and whose have ended. */
function unitsOf(task: Task, kept: readonly Assignment[]): Record<'reissuedUnitIds' | 'withdrawnUnitIds', string[]> {
  const changed = kept.filter((part) => !task.assignments.includes(part));
  const of = (open: boolean) => changed.filter((part) => isOpen(part) === open).map(({ unitId }) => unitId);
  return { reissuedUnitIds: of(true), withdrawnUnitIds: of(false) };
}

/** Whom the office appointed stays while his unit carries the task; otherwise the new wording says who reports. */
function reporterAfter(
  task: Task,
  carriers: readonly Carrier[],
  open: ReadonlySet<string>,
): Pick<Task, 'reporterUnitId' | 'reporterOrigin'> {
  const { reporterUnitId, reporterOrigin } = task;
  if (reporterOrigin === 'OFFICE' && reporterUnitId !== null && open.has(reporterUnitId)) {
    return { reporterUnitId, reporterOrigin };
  }
  const reporter = reporterAmong(carriers.filter(({ unitId }) => open.has(unitId)));
  return { reporterUnitId: reporter?.unitId ?? null, reporterOrigin: reporter?.origin ?? null };
}

function givenAgain(
  part: Assignment,
  { role, origin, viaGroupId }: Carrier,
  task: Task,
  { now, workingDays, limits }: ActionContext,
): Assignment {
  const { to } = transitionFor('TASK', ASSIGNMENT_TRANSITIONS, part.phase, 'SIGN_AGAIN', BY_SYSTEM);
  const signDueOn = workingDays.add(localDateOf(now), limits.signDueWorkingDays);
  const deadline = part.ownDeadline ? part.deadline : task.deadline;
  return { ...part, role, origin, viaGroupId, phase: to, acceptedAt: null, signDueOn, deadline };
}

function ended(part: Assignment, action: 'CLOSE_WITH_TASK' | 'TAKE_OFF'): Assignment {
  const { to } = transitionFor('TASK', ASSIGNMENT_TRANSITIONS, part.phase, action, BY_SYSTEM);
  return { ...part, phase: to };
}

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
