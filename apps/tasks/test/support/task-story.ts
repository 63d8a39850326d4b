/** Tasks and what is done to them, by the aggregate alone. */

import { instantOf, WorkingDays } from '#kernel';
import { DEFAULT_LIGHT_LIMITS } from '../../src/domain/lights.js';
import type { GroupOf, NamedUnit } from '../../src/domain/named-units.js';
import { applyToTask, registerTask } from '../../src/domain/task-aggregate.js';
import type { ActionContext, AssignmentCommand, Task, TaskCard, TaskCommand } from '../../src/domain/task.js';
import type { Relation } from '../../src/domain/tasks.policy.js';

let ids = 0;

export function scene(day: string, ...relations: Relation[]): ActionContext {
  return {
    relations: new Set(relations),
    plan: { phase: 'ISSUED', aspects: [{ no: 1 }] },
    now: instantOf(day, '09:00'),
    workingDays: new WorkingDays([]),
    limits: { signDueWorkingDays: 2, lights: DEFAULT_LIGHT_LIMITS },
    newId: () => `assignment ${ids++}`,
  };
}

export const CARD: TaskCard = {
  no: '1',
  aspectNo: 1,
  title: '任务',
  text: '内容',
  sourceSentence: '',
  origin: 'PLAN_TEXT',
  deadline: null,
  namedUnits: [],
};

export const NO_GROUPS: GroupOf = (groupId) => ({ name: groupId, memberIds: [] });

/** The office writes the plan. */
export const writing = (): ActionContext => ({
  ...scene('2022-03-01', 'COORDINATOR'),
  plan: { phase: 'REGISTERED', aspects: [{ no: 1 }] },
});

export const register = (card: TaskCard) => registerTask({ taskId: 'task', planId: 'plan' }, card, writing()).task;

export function registered(fields: Partial<Task> = {}): Task {
  return { ...register(CARD), ...fields };
}

export const DATED = { deadline: '2022-06-30' } as const;

export const unit = (
  unitId: string,
  role: NamedUnit['role'] = 'RESPONSIBLE',
  deadline: string | null = null,
): NamedUnit => ({
  unitId,
  role,
  origin: 'PLAN',
  deadline,
});

export function assign(task: Task, named: NamedUnit[], day = '2022-03-01'): Task {
  return applyToTask(task, { action: 'ASSIGN', named, groupOf: NO_GROUPS }, scene(day, 'COORDINATOR')).task;
}

type Step = {
  [Action in AssignmentCommand['action']]: Omit<Extract<AssignmentCommand, { action: Action }>, 'assignmentId'>;
}[AssignmentCommand['action']];

export function act(task: Task, unitId: string, step: Step, day = '2022-03-02') {
  const { assignmentId } = task.assignments.find((assignment) => assignment.unitId === unitId)!;
  return applyToTask(task, { ...step, assignmentId }, scene(day, 'OWN_LIAISON', 'REVIEWER'));
}

export const office = (task: Task, command: TaskCommand, day = '2022-03-02') =>
  applyToTask(task, command, scene(day, 'COORDINATOR'));

export const report = (progress: number, problems = '') => ({
  action: 'REPORT' as const,
  report: { reportId: 'r', progress, text: '进展', problems, nextSteps: '', needsCoordination: '' },
});

export function steps(task: Task, unitId: string, ...all: Step[]): Task {
  return all.reduce((state, step) => act(state, unitId, step).task, task);
}

export const accept = { action: 'ACCEPT' } as const;
export const request = {
  action: 'REQUEST_COMPLETION',
  statement: '完成',
  missingUnitIds: [] as string[],
  nameOf: (unitId: string) => `单位 ${unitId}`,
} as const;
export const of = (task: Task, unitId: string) => task.assignments.find((assignment) => assignment.unitId === unitId)!;
