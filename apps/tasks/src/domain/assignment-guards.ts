import type { DomainError } from '#kernel';
import type { AssignmentGuard } from './assignment.transitions.js';
import { refuse } from './errors.js';
import type { Assignment, AssignmentCommand, Part, TaskFrame } from './task.js';

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

  // Only the reporter speaks for others; he may not close the task over parts that nobody mentions.
  MISSING_UNITS_ARE_NAMED: (task, assignment, command) => {
    if (command.action !== 'REQUEST_COMPLETION') return null;
    const expected = assignment.unitId === task.reporterUnitId ? unfinishedOthers(task, assignment) : [];
    const unnamed = expected.filter((unitId) => !command.missingUnitIds.includes(unitId));
    const others = othersOf(task, assignment).map(({ unitId }) => unitId);
    const foreign = command.missingUnitIds.filter((unitId) => !others.includes(unitId));
    if (unnamed.length === 0 && foreign.length === 0) return null;
    const problem =
      unnamed.length > 0
        ? `The part of ${unnamed.join(', ')} is not completed: name each of them in missingUnitIds, or wait.`
        : `${foreign.join(', ')} carries no other part of this task: remove it from missingUnitIds.`;
    return refuse('TASK.MISSING_UNITS_NOT_NAMED', problem);
  },
};

/** Units other than that of `assignment` whose part is not completed. */
export function unfinishedOthers(task: TaskFrame, assignment: Assignment): string[] {
  return othersOf(task, assignment)
    .filter(({ phase }) => phase !== 'COMPLETED')
    .map(({ unitId }) => unitId);
}

function othersOf(task: TaskFrame, { assignmentId }: Assignment): readonly Part[] {
  return task.assignments.filter((other) => other.assignmentId !== assignmentId);
}
