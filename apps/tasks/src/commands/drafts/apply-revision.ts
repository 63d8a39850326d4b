import { Inject, Injectable } from '@nestjs/common';
import { localDateOf, newId } from '#kernel';
import type { NewEvent } from '#messaging';
import { Directory, type CommandContext, type Tx } from '#platform';
import { TASKS_CONFIG, type TasksConfig } from '../../config.js';
import { BY_REVISION } from '../../domain/labels.js';
import type { GroupOf } from '../../domain/named-units.js';
import { applyToPlan, type Plan } from '../../domain/plan.js';
import { applyToTask, registerTask } from '../../domain/task-aggregate.js';
import {
  isEnded,
  type ActionContext,
  type Change,
  type Task,
  type TaskCommand,
  type TaskEvent,
} from '../../domain/task.js';
import { BY_SYSTEM } from '../../domain/tasks.policy.js';
import { keepDeadlineChanges, type DeadlineChange } from '../../persistence/deadline-changes.js';
import { rememberTasks } from '../../persistence/drafts.js';
import { updatePlan } from '../../persistence/plans.js';
import {
  changedParts,
  insertTasks,
  lockTasks,
  moveLeads,
  outlineOf,
  saveAssignments,
  updateTasks,
} from '../../persistence/tasks.js';
import { WorkingCalendar } from '../../persistence/working-calendar.js';
import { chunkByChunk, TASKS_AT_ONCE } from '../chunk-by-chunk.js';
import { groupsNamedIn } from '../named-groups.js';
import { newPlanEvent, newTaskEvents } from '../task-events.js';
import { movedDeadline, requirePossible, type Revision } from './revision.js';

interface Approved {
  draftId: string;
  plan: Plan;
  revision: Revision;
}

/** A task before, null for a new one, and after all that the revision does to it. */
interface Revised extends Change {
  before: Task | null;
}

/** Changes a plan that this transaction holds, and its tasks: approval is the leader's, and what then becomes of them follows by rule. */
@Injectable()
export class ApplyRevision {
  constructor(
    private readonly directory: Directory,
    private readonly calendar: WorkingCalendar,
    @Inject(TASKS_CONFIG) private readonly config: TasksConfig,
  ) {}

  /** Answers the events of the plan and its tasks. Throws `DomainError` where a table or guard refuses. */
  async run(tx: Tx, { draftId, plan, revision }: Approved, context: CommandContext): Promise<NewEvent[]> {
    const { now, caller } = context;
    const outline = await outlineOf(tx, plan.planId);
    const scene = { relations: BY_SYSTEM, accountId: caller.accountId, now, outline };
    const change = applyToPlan(plan, { action: 'REVISE_PLAN', paper: revision.paper }, scene);
    await updatePlan(tx, change.plan);
    const events = await this.reviseTasks(tx, change.plan, revision, context);
    await rememberTasks(tx, draftId, revision.taskIds);
    return [newPlanEvent(change, context), ...events];
  }

  /** A fixed number of statements per 500 tasks, as an issue takes. */
  private async reviseTasks(tx: Tx, plan: Plan, revision: Revision, context: CommandContext): Promise<NewEvent[]> {
    const { reissue, add, withdraw } = revision;
    const tasks = await lockTasks(tx, [...reissue.map(({ taskId }) => taskId), ...withdraw]);
    const standing = new Map(tasks.map((task) => [task.taskId, task]));
    await requirePossible(tx, revision, { planId: plan.planId, tasks: standing, today: localDateOf(context.now) });
    const { workingDays, lightBasis } = await this.calendar.now(tx);
    const { limits } = this.config;
    const scene: ActionContext = { relations: BY_SYSTEM, plan, now: context.now, workingDays, limits, newId };
    const named = [...reissue, ...add].flatMap(({ card }) => card.namedUnits);
    const groupOf = await groupsNamedIn(this.directory, named, context.now, tx);
    const work = workOf(revision, standing, plan, groupOf);
    const events: NewEvent[] = [];
    await chunkByChunk(work, TASKS_AT_ONCE, async (chunk) => {
      const done = chunk.map((step) => step(scene));
      for (const { before, ...change } of done) events.push(...newTaskEvents(before, change, context));
      const of = (isNew: boolean) => done.filter(({ before }) => (before === null) === isNew);
      await insertTasks(
        tx,
        of(true).map(({ task }) => task),
      );
      await updateTasks(
        tx,
        of(false).map(({ task }) => task),
      );
      const parts = done.flatMap(({ before, task }) => changedParts(before, task));
      await saveAssignments(tx, parts, lightBasis);
      await moveLeads(tx, done);
      await keepDeadlineChanges(
        tx,
        of(false).flatMap((one) => deadlineChangesOf(one, context)),
      );
    });
    return events;
  }
}

type Step = (scene: ActionContext) => Revised;

/** What is to be done to each task, in the order of the locks; what has ended stays as it is. */
function workOf(
  { reissue, add, withdraw }: Revision,
  standing: ReadonlyMap<string, Task>,
  { planId }: Plan,
  groupOf: GroupOf,
): Step[] {
  const cards = new Map(reissue.map(({ taskId, card }) => [taskId, card]));
  const withdrawn = new Set(withdraw);
  const ofStanding = [...standing.values()].flatMap((task): Step[] => {
    const card = cards.get(task.taskId);
    if (card) {
      const moved = movedDeadline(card, task);
      const move: TaskCommand[] = moved
        ? [{ action: 'SET_DEADLINE', unitId: null, deadline: moved, reason: BY_REVISION }]
        : [];
      return [(scene) => revised(task, [...move, { action: 'REISSUE', card, groupOf, reason: BY_REVISION }], scene)];
    }
    if (!withdrawn.has(task.taskId) || isEnded(task)) return [];
    return [(scene) => revised(task, [{ action: 'WITHDRAW', reason: BY_REVISION }], scene)];
  });
  const ofNew = add.map(({ taskId, card }): Step => (scene) => {
    const { task, events } = registerTask({ taskId, planId }, card, scene, 'ADD_TASK');
    const assign: TaskCommand[] =
      card.namedUnits.length > 0 ? [{ action: 'ASSIGN', named: card.namedUnits, groupOf }] : [];
    const assigned = revised(task, assign, scene);
    return { ...assigned, before: null, events: [...events, ...assigned.events] };
  });
  return [...ofStanding, ...ofNew];
}

function revised(before: Task, commands: readonly TaskCommand[], scene: ActionContext): Revised {
  let task = before;
  const events: TaskEvent[] = [];
  for (const command of commands) {
    const change = applyToTask(task, command, scene);
    task = change.task;
    events.push(...change.events);
  }
  return { before, task, events };
}

/** The move, where there is one, is the first thing that a revision does to a task. */
function deadlineChangesOf({ before, task }: Revised, { now, caller }: CommandContext): DeadlineChange[] {
  if (!before || task.deadline === null || task.deadline === before.deadline) return [];
  const { taskId, deadline } = task;
  const by = { reason: BY_REVISION, changedAt: now, changedBy: caller.accountId };
  return [
    { taskId, taskVersion: before.version + 1, unitId: null, previousDeadline: before.deadline, deadline, ...by },
  ];
}
