import { Inject, Injectable } from '@nestjs/common';
import { newId } from '#kernel';
import { Commands, Directory, requireVersion, type CommandContext, type Tx } from '#platform';
import { Standing, type Relations } from '../access/standing.js';
import { TASKS_CONFIG, type TasksConfig } from '../config.js';
import { applyToTask } from '../domain/task-aggregate.js';
import type { ActionContext, AssignmentCommand, Change, Task, TaskCommand } from '../domain/task.js';
import {
  changedParts,
  lockTask,
  moveLeads,
  saveAssignments,
  updateTasks,
  type LoadedTask,
} from '../persistence/tasks.js';
import { WorkingCalendar, type CalendarInForce } from '../persistence/working-calendar.js';
import { requireRegistered, type RegisterField } from './require-registered.js';
import { newTaskEvents } from './task-events.js';

/** What a use case adds to the change of a task. */
export interface TaskUseCase<Answer> {
  command: TaskCommand | AssignmentCommand;
  /** How the task is loaded, where its own lock is not enough. */
  lock?: typeof lockTask;
  /** Fields of the request that name units and groups. */
  names?: readonly RegisterField[];
  /** More rows of the same change, written before the events. */
  alsoWrite?: (tx: Tx, change: Change, before: Task) => Promise<unknown>;
  answer: (task: Task) => Answer;
}

/** The one transaction in which a task changes: lock, relations, `applyToTask`, rows, events last. */
@Injectable()
export class ChangeTask {
  constructor(
    private readonly commands: Commands,
    private readonly standing: Standing,
    private readonly directory: Directory,
    private readonly calendar: WorkingCalendar,
    @Inject(TASKS_CONFIG) private readonly config: TasksConfig,
  ) {}

  /**
   * Throws `DomainError`: `TASK.NOT_FOUND` for what the caller may not see, `VERSION.STALE`, `REGISTER.ENTRY_UNKNOWN`,
   * and what the tables and guards refuse.
   */
  run<Answer>(context: CommandContext, taskId: string, useCase: TaskUseCase<Answer>): Promise<Answer> {
    return this.commands.run(context, async (tx) => {
      const loaded = await (useCase.lock ?? lockTask)(tx, taskId);
      const relations = await this.relationsFor(tx, context, loaded, useCase.command);
      requireVersion(context, loaded.task.version);
      if (useCase.names) await requireRegistered(this.directory, useCase.names, tx);
      const calendar = await this.calendar.at(tx, loaded.calendarStamp);
      const scene = this.actionContext(loaded, relations, calendar, context.now);
      const change = applyToTask(loaded.task, useCase.command, scene);
      await saveChange(tx, loaded.task, change, calendar.lightBasis);
      await useCase.alsoWrite?.(tx, change, loaded.task);
      tx.append(newTaskEvents(loaded.task, change, context));
      return useCase.answer(change.task);
    });
  }

  private relationsFor(
    tx: Tx,
    { caller, now }: CommandContext,
    loaded: LoadedTask,
    command: TaskCommand | AssignmentCommand,
  ): Promise<Relations> {
    return 'assignmentId' in command
      ? this.standing.toAssignment(tx, caller, loaded, command.assignmentId, now)
      : this.standing.toTask(tx, caller, loaded, now);
  }

  private actionContext(
    { plan }: LoadedTask,
    relations: Relations,
    { workingDays }: CalendarInForce,
    now: Date,
  ): ActionContext {
    return { relations, plan, now, workingDays, limits: this.config.limits, newId };
  }
}

async function saveChange(tx: Tx, before: Task, { task }: Change, lightBasis: string): Promise<void> {
  await updateTasks(tx, [task]);
  const changed = changedParts(before, task);
  if (changed.length > 0) await saveAssignments(tx, changed, lightBasis);
  await moveLeads(tx, [{ before, task }]);
}
