import type { TaskPhase } from '#contracts';
import { ASSIGNMENT_EFFECTS } from './assignment-effects.js';
import { ASSIGNMENT_GUARDS } from './assignment-guards.js';
import { ASSIGNMENT_TRANSITIONS } from './assignment.transitions.js';
import { lightDatesOfAssignment } from './lights.js';
import { TASK_EFFECTS } from './task-effects.js';
import { phaseOf } from './task-follows.js';
import { TASK_GUARDS } from './task-guards.js';
import { BY_SYSTEM } from './tasks.policy.js';
import { TASK_TRANSITIONS, type TaskGuard } from './task.transitions.js';
import { transitionFor } from './transition.js';
import {
  assignmentOf,
  isOpen,
  type ActionContext,
  type Assignment,
  type AssignmentCommand,
  type Change,
  type Part,
  type PartChange,
  type Task,
  type TaskCard,
  type TaskCommand,
  type TaskFrame,
  type TaskRegistration,
} from './task.js';

/** A new task of a plan that is being written, or that a revision adds to. Throws `DomainError` where the transition table or a guard refuses. */
export function registerTask(
  ids: { taskId: string; planId: string },
  card: TaskCard,
  context: ActionContext,
  action: TaskRegistration['action'] = 'REGISTER_TASK',
): Change {
  const row = transitionFor('TASK', TASK_TRANSITIONS, 'NONE', action, context.relations);
  const task: Task = {
    ...ids,
    ...card,
    version: 1,
    phase: 'REGISTERED',
    reporterUnitId: null,
    reporterOrigin: null,
    originalDeadline: card.deadline,
    completedAt: null,
    assignments: [],
  };
  requireTaskGuards(row.guards, task, { action, card }, context);
  return { task, events: [{ type: row.event, data: { task } }] };
}

/**
 * The one way in which a task or one of its assignments changes: table row, guards, effect, then what follows for the
 * task. Throws `DomainError` where the table or a guard refuses; nothing is changed in place, and an assignment that
 * did not change stays the same object.
 */
export function applyToTask(task: Task, command: TaskCommand | AssignmentCommand, context: ActionContext): Change {
  const { task: changed, events } =
    'assignmentId' in command ? actOnAssignment(task, command, context) : actOnTask(task, command, context);
  const assignments = changed.assignments.map((a) => (task.assignments.includes(a) ? a : withLights(a, context)));
  return { task: { ...changed, assignments, version: task.version + events.length }, events };
}

function actOnTask(task: Task, command: TaskCommand, context: ActionContext): Change {
  const row = transitionFor('TASK', TASK_TRANSITIONS, task.phase, command.action, context.relations);
  requireTaskGuards(row.guards, task, command, context);
  const { task: effected, facts } = TASK_EFFECTS[command.action](task, command as never, context);
  const changed: Task = { ...effected, phase: phaseAfter(row.to, effected) };
  return { task: changed, events: [{ type: row.event, data: { task: changed, ...facts } }] };
}

function phaseAfter(to: TaskPhase | 'SAME' | 'FOLLOWS', task: Task): TaskPhase {
  if (to === 'SAME') return task.phase;
  return to === 'FOLLOWS' ? phaseOf(task) : to;
}

function requireTaskGuards(
  guards: readonly TaskGuard[],
  task: Task,
  command: TaskCommand | TaskRegistration,
  context: ActionContext,
): void {
  for (const guard of guards) {
    const refusal = TASK_GUARDS[guard](task, command, context);
    if (refusal) throw refusal;
  }
}

/**
 * What a command does to `assignment`, whatever it may mean for the other parts: the one that completes the task closes
 * those too, which is for `applyToTask`. Throws `DomainError` where the table or a guard refuses.
 */
export function applyToPart(
  task: TaskFrame,
  assignment: Assignment,
  command: AssignmentCommand,
  context: ActionContext,
): PartChange {
  const change = actOnPart(task, assignment, command, context);
  return { ...change, assignment: withLights(change.assignment, context) };
}

function actOnPart(
  task: TaskFrame,
  assignment: Assignment,
  command: AssignmentCommand,
  context: ActionContext,
): PartChange {
  const row = transitionFor('TASK', ASSIGNMENT_TRANSITIONS, assignment.phase, command.action, context.relations);
  for (const guard of row.guards) {
    const refusal = ASSIGNMENT_GUARDS[guard](task, assignment, command);
    if (refusal) throw refusal;
  }
  const { assignment: effected, facts } = ASSIGNMENT_EFFECTS[command.action](
    { task, assignment, now: context.now.toISOString() },
    command as never,
  );
  const moved: Assignment = { ...effected, phase: row.to };
  const { taskId, planId, reporterUnitId } = task;
  const taskPhase = phaseOf({ reporterUnitId, assignments: replaced(task.assignments, moved) });
  const data = { taskId, planId, taskPhase, assignment: moved, ...facts };
  return { assignment: moved, taskPhase, event: { type: row.event, data } };
}

function actOnAssignment(task: Task, command: AssignmentCommand, context: ActionContext): Change {
  const before = assignmentOf(task, command.assignmentId);
  const { assignment, taskPhase, event } = actOnPart(task, before, command, context);
  const changed: Task = { ...task, assignments: replaced(task.assignments, assignment), phase: taskPhase };
  if (taskPhase !== 'COMPLETED') return { task: changed, events: [event] };
  const { task: closed, events } = completeWithReporter(task.phase, changed, context);
  return { task: closed, events: [event, ...events] };
}

function replaced<P extends Part>(parts: readonly P[], moved: P): P[] {
  return parts.map((part) => (part.assignmentId === moved.assignmentId ? moved : part));
}

/** The task ends: what other units left open is closed unfinished, by the system's own rows of the tables. */
function completeWithReporter(before: TaskPhase, task: Task, { now }: ActionContext): Change {
  const row = transitionFor('TASK', TASK_TRANSITIONS, before, 'COMPLETE_WITH_REPORTER', BY_SYSTEM);
  const assignments = task.assignments.map((assignment) => {
    if (!isOpen(assignment)) return assignment;
    const { to } = transitionFor('TASK', ASSIGNMENT_TRANSITIONS, assignment.phase, 'CLOSE_WITH_TASK', BY_SYSTEM);
    return { ...assignment, phase: to };
  });
  const completed: Task = { ...task, assignments, completedAt: now.toISOString() };
  return { task: completed, events: [{ type: row.event, data: { task: completed } }] };
}

function withLights(assignment: Assignment, { workingDays, limits }: ActionContext): Assignment {
  return { ...assignment, ...lightDatesOfAssignment(assignment, workingDays, limits.lights) };
}
