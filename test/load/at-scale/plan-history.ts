import { newId } from '#kernel';
import type { NewEvent } from '#messaging';
import { traceparentFrom, type Cause } from '#platform';
import { newPlanEvent, newTaskEvents } from '../../../apps/tasks/src/commands/task-events.js';
import { applyToPlan, registerPlan, type Plan, type PlanCommand } from '../../../apps/tasks/src/domain/plan.js';
import { applyToTask, registerTask } from '../../../apps/tasks/src/domain/task-aggregate.js';
import type { ActionContext, AssignmentCommand, Report, Task } from '../../../apps/tasks/src/domain/task.js';
import type { Relation } from '../../../apps/tasks/src/domain/tasks.policy.js';
import type { PlanStory, Step } from './story.js';
import type { World } from './world.js';

/** A report as its table keeps it. */
export interface ReportRow extends Report {
  assignmentId: string;
  taskVersion: number;
  reportedAt: string;
  reportedBy: string;
}

/** What the tables of the tasks service hold in the end, and every event on the way there. */
export interface PlanHistory {
  plan: Plan;
  tasks: readonly Task[];
  reports: readonly ReportRow[];
  events: readonly NewEvent[];
}

/** Tasks that one request registers, which is the most that the product takes. */
const TASKS_OF_A_REQUEST = 1_000;

const relations = (...names: Relation[]): ReadonlySet<Relation> => new Set(names);
const OFFICE = relations('COORDINATOR');
const LEADER = relations('GROUP_LEADER');
const SYSTEM = relations('SYSTEM');

/** Whose act it is, as the permissions see him. */
const BY = {
  ACCEPT: relations('OWN_LIAISON'),
  REPORT: relations('OWN_LIAISON'),
  REQUEST_COMPLETION: relations('OWN_LIAISON'),
  RETURN_FOR_REWORK: relations('REVIEWER'),
  COMPLETE: relations('REVIEWER'),
} as const satisfies Record<Step['act']['action'], ReadonlySet<Relation>>;

const byUnit = new Set<Step['act']['action']>(['ACCEPT', 'REPORT', 'REQUEST_COMPLETION']);

/**
 * Lets a story happen by the product's own transition tables, guards and effects, without its HTTP and its database: what
 * they would have stored, and the events checked against their contracts.
 * @throws DomainError where the product would refuse a step
 */
export function happen(world: World, story: PlanStory): PlanHistory {
  const officers = new Map(world.units.map(({ unitId, officerId }) => [unitId, officerId]));
  const events: NewEvent[] = [];
  const reports: ReportRow[] = [];
  let plan = written(world, story, events);
  const tasks = plannedTasks(world, story, plan, events);
  plan = issued(world, story, plan, tasks, events);
  for (const step of story.steps) {
    const before = tasks[step.task] as Task;
    const actor = byUnit.has(step.act.action) ? officers.get(step.unitId) : world.office.coordinatorId;
    const cause = causeOf(step.at, actor ?? '');
    const command = commandOf(world, step, before);
    const change = applyToTask(before, command, sceneOf(world, plan, step.at, BY[step.act.action]));
    if (command.action === 'REPORT') reports.push(reportRow(command, change.task.version, cause));
    events.push(...newTaskEvents(before, change, cause));
    tasks[step.task] = change.task;
  }
  return { plan, tasks, reports, events };
}

function written(world: World, { card, registeredAt }: PlanStory, events: NewEvent[]): Plan {
  const change = registerPlan({ planId: world.newId(), officeUnitId: world.office.unitId }, card, OFFICE);
  events.push(newPlanEvent(change, causeOf(registeredAt, world.office.coordinatorId)));
  return change.plan;
}

function plannedTasks(world: World, { tasks, registeredAt }: PlanStory, plan: Plan, events: NewEvent[]): Task[] {
  const scene = sceneOf(world, plan, registeredAt, OFFICE);
  let cause = causeOf(registeredAt, world.office.coordinatorId);
  return tasks.map((card, index) => {
    if (index % TASKS_OF_A_REQUEST === 0) cause = causeOf(registeredAt, world.office.coordinatorId);
    const change = registerTask({ taskId: world.newId(), planId: plan.planId }, card, scene);
    events.push(...newTaskEvents(null, change, cause));
    return change.task;
  });
}

/** The leader's approval; that the tasks then go to their units follows by rule, in the same transaction. */
function issued(world: World, story: PlanStory, registered: Plan, tasks: Task[], events: NewEvent[]): Plan {
  const { coordinatorId } = world.office;
  const { leaderId } = world.issuer;
  const outline = { tasks: tasks.length, earliestDeadline: null, earliestTaskNo: null };
  const decide = (plan: Plan, command: PlanCommand, by: ReadonlySet<Relation>, accountId: string, now: Date) => {
    const change = applyToPlan(plan, command, { relations: by, accountId, now, outline });
    const cause = causeOf(now, accountId);
    events.push(newPlanEvent(change, cause));
    return { plan: change.plan, cause };
  };
  const requested = decide(registered, { action: 'REQUEST_ISSUE' }, OFFICE, coordinatorId, story.requestedAt);
  const { plan, cause } = decide(requested.plan, { action: 'APPROVE_ISSUE' }, LEADER, leaderId, story.issuedAt);
  const scene = sceneOf(world, plan, story.issuedAt, SYSTEM);
  for (const [index, before] of tasks.entries()) {
    const change = applyToTask(before, { action: 'ASSIGN', named: before.namedUnits, groupOf: noGroup }, scene);
    events.push(...newTaskEvents(before, change, cause));
    tasks[index] = change.task;
  }
  return plan;
}

function sceneOf(world: World, plan: Plan, now: Date, by: ReadonlySet<Relation>): ActionContext {
  const { limits, calendar, newId: idOf } = world;
  return { relations: by, plan, now, workingDays: calendar.workingDays, limits, newId: idOf };
}

function commandOf(world: World, { act, unitId }: Step, task: Task): AssignmentCommand {
  const part = task.assignments.find((assignment) => assignment.unitId === unitId);
  if (!part) throw new Error(`The story names ${unitId}, which does not carry task ${task.no}.`);
  const { assignmentId } = part;
  const nameOf = (id: string): string => id;
  switch (act.action) {
    case 'ACCEPT':
      return { assignmentId, action: act.action };
    case 'REPORT': {
      const { progress, text } = act;
      const rest = { problems: '', nextSteps: '', needsCoordination: '' };
      return { assignmentId, action: act.action, report: { reportId: world.newId(), progress, text, ...rest } };
    }
    case 'REQUEST_COMPLETION':
    case 'COMPLETE':
      return { assignmentId, ...act, nameOf };
    case 'RETURN_FOR_REWORK':
      return { assignmentId, ...act };
  }
}

function reportRow(
  { report, assignmentId }: Extract<AssignmentCommand, { action: 'REPORT' }>,
  taskVersion: number,
  { now, caller }: Cause,
): ReportRow {
  return { ...report, assignmentId, taskVersion, reportedAt: now.toISOString(), reportedBy: caller.accountId };
}

/** Each request has a correlation and a trace of its own. */
function causeOf(now: Date, accountId: string): Cause {
  return { now, caller: { accountId }, correlationId: newId(), traceparent: traceparentFrom(undefined) };
}

function noGroup(groupId: string): never {
  throw new Error(`The stories name units one by one, not the group ${groupId}.`);
}
