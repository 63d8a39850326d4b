import type { DomainError } from '#kernel';
import type { AssignmentGuard } from './assignment.transitions.js';
import { refuse } from './errors.js';
import { isOpen, type Assignment, type AssignmentCommand, type Part, type TaskFrame } from './task.js';

type Check = (task: TaskFrame, assignment: Assignment, command: AssignmentCommand) => DomainError | null;

/** What must hold besides the state of the assignment: each answers its refusal, or null. */
export const ASSIGNMENT_GUARDS: Record<AssignmentGuard, Check> = {
  FALLING_PROGRESS_IS_EXPLAINED: (_task, { progress }, command) => {
    if (command.action !== 'REPORT') return null;
    const { report } = command;
    if (report.progress >= progress || report.problems !== '') return null;
    return refuse(
      'TASK.PROGRESS_FALLS_UNEXPLAINED',
      `Progress was ${progress} % and would fall to ${report.progress} %. Say why under problems (存在问题), or correct the figure.`,
    );
  },

  // No unit is late while it waits for one, and without one nobody could say whether it was in time.
  DEADLINE_IS_SET: (_task, { deadline }) => {
    if (deadline !== null) return null;
    return refuse(
      'TASK.WITHOUT_DEADLINE',
      'The office has not set a deadline for this task yet. Ask the office to set one, then request completion.',
    );
  },

  // Only the reporter speaks for others; he may not close the task over parts that nobody mentions.
  MISSING_UNITS_ARE_NAMED: (task, assignment, command) => {
    if (command.action !== 'REQUEST_COMPLETION') return null;
    return refusalOfUnnamed(task, assignment, command) ?? refusalOfForeign(task, assignment, command);
  },
  // The reporter's completion closes every open part: what a unit handed in would be lost, in time or not.
  SUBMITTED_PARTS_ARE_DECIDED: (task, assignment, command) => {
    if (command.action !== 'COMPLETE' || !isReporters(task, assignment)) return null;
    const waiting = othersOf(task, assignment).filter(({ phase }) => phase === 'COMPLETION_SUBMITTED');
    if (waiting.length === 0) return null;
    const names = waiting.map(({ unitId }) => command.nameOf(unitId)).join(', ');
    const message = `Completing this part ends the task, and for review still wait the parts of ${names}. Complete or return these first.`;
    return refuse('TASK.PARTS_AWAIT_REVIEW', message);
  },
  // Who became the reporter after his request, or got another unit beside him, has not spoken for all who would be closed.
  MISSING_UNITS_WERE_NAMED: (task, assignment, command) => {
    if (command.action !== 'COMPLETE' || !isReporters(task, assignment)) return null;
    const unnamed = unfinishedOthers(task, assignment).filter((unitId) => !assignment.missingUnitIds.includes(unitId));
    if (unnamed.length === 0) return null;
    const names = unnamed.map(command.nameOf).join(', ');
    const message = `Completing this part ends the task, and the request did not name as missing the parts of ${names}. Complete these first, or return it, so that the reporter names them.`;
    return refuse('TASK.MISSING_UNITS_NOT_NAMED', message);
  },
};

type CompletionRequest = Extract<AssignmentCommand, { action: 'REQUEST_COMPLETION' }>;

function refusalOfUnnamed(task: TaskFrame, assignment: Assignment, command: CompletionRequest): DomainError | null {
  const expected = isReporters(task, assignment) ? unfinishedOthers(task, assignment) : [];
  const unnamed = expected.filter((unitId) => !command.missingUnitIds.includes(unitId));
  if (unnamed.length === 0) return null;
  const names = unnamed.map(command.nameOf).join(', ');
  const message = `Not completed are the parts of ${names}. Name these units in missingUnitIds, or wait for them.`;
  const errors = unnamed.map((unitId) => ({ pointer: '/missingUnitIds', message: `${unitId} is missing here.` }));
  return refuse('TASK.MISSING_UNITS_NOT_NAMED', message, { errors });
}

function refusalOfForeign(task: TaskFrame, assignment: Assignment, command: CompletionRequest): DomainError | null {
  const others = new Set(othersOf(task, assignment).map(({ unitId }) => unitId));
  const foreign = [...command.missingUnitIds.entries()].filter(([, unitId]) => !others.has(unitId));
  if (foreign.length === 0) return null;
  const names = foreign.map(([, unitId]) => command.nameOf(unitId)).join(', ');
  const message = `No other part of this task is carried by ${names}. Remove what is named wrongly from missingUnitIds.`;
  const errors = foreign.map(([index, unitId]) => ({
    pointer: `/missingUnitIds/${index}`,
    message: `${unitId} carries no other part of this task.`,
  }));
  return refuse('TASK.MISSING_UNITS_NOT_NAMED', message, { errors });
}

/** Units other than that of `assignment` whose part is not completed. */
export function unfinishedOthers(task: TaskFrame, assignment: Assignment): string[] {
  return othersOf(task, assignment)
    .filter(isOpen)
    .map(({ unitId }) => unitId);
}

function isReporters({ reporterUnitId }: TaskFrame, { unitId }: Assignment): boolean {
  return unitId === reporterUnitId;
}

function othersOf(task: TaskFrame, { assignmentId }: Assignment): readonly Part[] {
  return task.assignments.filter((other) => other.assignmentId !== assignmentId);
}
