import { localDateOf, type DomainError, type LocalDate } from '#kernel';
import { unfinishedOthers } from './assignment-guards.js';
import { refuse } from './errors.js';
import { expandNamedUnits, type Carrier } from './named-units.js';
import { deadlineOf, isOpen, type ActionContext, type Task, type TaskCommand, type TaskRegistration } from './task.js';
import type { TaskGuard } from './task.transitions.js';

type Check = (task: Task, command: TaskCommand | TaskRegistration, context: ActionContext) => DomainError | null;

/** What must hold besides the state of the task: each answers its refusal, or null. */
export const TASK_GUARDS: Record<TaskGuard, Check> = {
  PLAN_REGISTERED: (_task, _command, { plan: { phase: state } }) => {
    if (state === 'REGISTERED') return null;
    const message = `The plan is ${state}: its tasks are written before issue is requested. After issue assign units, set deadlines or appoint the reporter.`;
    return refuse('PLAN.NOT_REGISTERED', message, { state });
  },

  ASPECT_EXISTS: (_task, command, { plan: { aspects } }) => {
    if (!('card' in command)) return null;
    const { no, aspectNo } = command.card;
    if (aspects.some((aspect) => aspect.no === aspectNo)) return null;
    const known = aspects.map((aspect) => aspect.no).join(', ');
    const message = `Task ${no} names aspect ${aspectNo}; the plan has ${known}. Name one of these.`;
    return refuse('PLAN.ASPECT_UNKNOWN', message);
  },

  PLAN_ISSUED: (_task, _command, { plan: { phase: state } }) => {
    if (state === 'ISSUED') return null;
    const message = `The plan is ${state}. Revise the task while the plan is REGISTERED, or wait until it is issued.`;
    return refuse('PLAN.NOT_ISSUED', message, { state });
  },

  NAMES_A_NEW_UNIT: (task, command) => {
    if (command.action !== 'ASSIGN') return null;
    const carrying = new Set(task.assignments.map(({ unitId }) => unitId));
    const named = expandNamedUnits(command.named, command.groupOf);
    if (named.some(({ unitId }) => !carrying.has(unitId))) return null;
    return refuse('TASK.UNITS_ALREADY_CARRY_IT', 'Every unit named carries this task already. Name another unit.');
  },

  // A reporter whose part is over would end the task for all others at once.
  REPORTER_CARRIES_IT: (task, command) => {
    if (command.action !== 'APPOINT_REPORTER') return null;
    const appointed = task.assignments.find(({ unitId }) => unitId === command.unitId);
    if (appointed && isOpen(appointed) && task.reporterUnitId !== command.unitId) return null;
    return refuse(
      'TASK.REPORTER_DOES_NOT_CARRY_IT',
      'The reporter must be another unit than now that carries this task and is not finished. Assign the task to it first.',
    );
  },

  // His request named nobody for the others, and only a return, which costs marks, would let him do so now.
  REPORTER_MAY_STILL_NAME: (task, command) => {
    if (command.action !== 'APPOINT_REPORTER') return null;
    const appointed = task.assignments.find(({ unitId }) => unitId === command.unitId);
    if (appointed?.phase !== 'COMPLETION_SUBMITTED') return null;
    const unnamed = unfinishedOthers(task, appointed).filter((unitId) => !appointed.missingUnitIds.includes(unitId));
    if (unnamed.length === 0) return null;
    const message =
      'This unit has asked for completion, as one that does not speak for the others, and others are not finished. Appoint another unit, or wait until these are completed.';
    return refuse('TASK.REPORTER_AWAITS_REVIEW', message);
  },

  UNIT_STILL_CARRIES_IT: (task, command) => {
    if (command.action !== 'SET_DEADLINE' || command.unitId === null) return null;
    const part = task.assignments.find(({ unitId }) => unitId === command.unitId);
    if (part && isOpen(part)) return null;
    const message =
      'A deadline of its own is for a unit that carries this task and is not finished. Name such a unit, or none to move the deadline of the task.';
    return refuse('TASK.UNIT_DOES_NOT_CARRY_IT', message);
  },
  DEADLINE_CHANGES: (task, command) => {
    if (command.action !== 'SET_DEADLINE') return null;
    const { deadline, unitId } = command;
    if (deadline !== deadlineOf(task, unitId)) return null;
    return refuse('TASK.DEADLINE_UNCHANGED', `The deadline is ${deadline} already. Nothing needs to be moved.`);
  },

  // What a unit handed in would be lost, in time or not.
  NO_PART_AWAITS_REVIEW: ({ no, assignments }) => {
    if (!assignments.some(({ phase }) => phase === 'COMPLETION_SUBMITTED')) return null;
    const message = `Parts of task ${no} wait for review. Complete or return them, then approve the revision.`;
    return refuse('TASK.PARTS_AWAIT_REVIEW', message);
  },

  SOMEBODY_STILL_CARRIES_IT: (task, command) => {
    if (command.action !== 'REISSUE' || task.assignments.length === 0) return null;
    const completed = new Set(
      task.assignments.filter(({ phase }) => phase === 'COMPLETED').map(({ unitId }) => unitId),
    );
    const named = expandNamedUnits(command.card.namedUnits, command.groupOf);
    if (named.some(({ unitId }) => !completed.has(unitId))) return null;
    const message = `The revision names no unit for task ${task.no} whose part is not completed. Refuse the revision, so that the office can name one.`;
    return refuse('TASK.UNIT_DOES_NOT_CARRY_IT', message);
  },

  // A task that was due before it is entered is no exception: whoever gets it now needs a day that he can keep.
  DEADLINE_AHEAD: (task, command, { now }) => {
    const today = localDateOf(now);
    const passed = deadlinesGivenBy(command, task).find((deadline) => deadline !== null && deadline < today);
    if (!passed) return null;
    const { no } = 'card' in command ? command.card : task;
    const message = `The deadline ${passed} of task ${no} has passed: it would make units late by decree. Choose today or a later day.`;
    return refuse('TASK.DEADLINE_IN_PAST', message);
  },
};

/** The days by which units would have to finish after `command`; null where it leaves that open. */
function deadlinesGivenBy(command: TaskCommand | TaskRegistration, task: Task): (LocalDate | null)[] {
  switch (command.action) {
    case 'REGISTER_TASK':
    case 'ADD_TASK':
    case 'REVISE':
      return [command.card.deadline, ...command.card.namedUnits.map(({ deadline }) => deadline)];
    case 'ASSIGN':
      return command.named.map(({ deadline }) => deadline ?? task.deadline);
    case 'SET_DEADLINE':
      return [command.deadline];
    case 'REISSUE': // who carries a late task and signs again stays late; whoever gets it now must be able to keep the day
      return newlyNamed(task, command).map(({ deadline }) => deadline ?? task.deadline);
    case 'WITHDRAW':
    case 'APPOINT_REPORTER':
      return [];
  }
}

function newlyNamed(task: Task, { card, groupOf }: Extract<TaskCommand, { action: 'REISSUE' }>): Carrier[] {
  const carrying = new Set(task.assignments.filter(isOpen).map(({ unitId }) => unitId));
  return expandNamedUnits(card.namedUnits, groupOf).filter(({ unitId }) => !carrying.has(unitId));
}
