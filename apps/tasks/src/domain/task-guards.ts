import { localDateOf, type DomainError } from '#kernel';
import type { PlanPhase } from '#contracts';
import { refuse } from './errors.js';
import { isOpen, type ActionContext, type Task, type TaskCommand } from './task.js';
import type { TaskGuard } from './task.transitions.js';

type Check = (task: Task, command: TaskCommand, context: ActionContext) => DomainError | null;

/** What must hold besides the state of the task: each answers its refusal, or null. */
export const TASK_GUARDS: Record<TaskGuard, Check> = {
  PLAN_REGISTERED: (_task, _command, { planPhase }) => planMustBeRegistered(planPhase),

  PLAN_ISSUED: (_task, _command, { planPhase: state }) => {
    if (state === 'ISSUED') return null;
    const message = `The plan is ${state}. Revise the task while the plan is REGISTERED, or wait until it is issued.`;
    return refuse('PLAN.NOT_ISSUED', message, { state });
  },

  NAMES_A_NEW_UNIT: (task, command) => {
    if (command.action !== 'ASSIGN') return null;
    const carrying = new Set(task.assignments.map(({ unitId }) => unitId));
    if (command.carriers.some(({ unitId }) => !carrying.has(unitId))) return null;
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

  DEADLINE_CHANGES: (task, command) => {
    if (command.action !== 'SET_DEADLINE' || command.deadline !== task.deadline) return null;
    return refuse('TASK.DEADLINE_UNCHANGED', `The deadline is ${task.deadline} already. Nothing needs to be moved.`);
  },

  DEADLINE_AHEAD: (_task, command, { now }) => {
    if (command.action !== 'SET_DEADLINE' || command.deadline >= localDateOf(now)) return null;
    const message = `${command.deadline} has passed: it would make units late by decree. Choose today or a later day.`;
    return refuse('TASK.DEADLINE_IN_PAST', message);
  },
};

/** Also asked before a task exists. */
export function planMustBeRegistered(state: PlanPhase): DomainError | null {
  if (state === 'REGISTERED') return null;
  const message = `The plan is ${state}: its tasks are written before issue is requested. After issue assign units, set deadlines or appoint the reporter.`;
  return refuse('PLAN.NOT_REGISTERED', message, { state });
}
