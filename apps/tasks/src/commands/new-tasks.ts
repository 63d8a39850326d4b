import { Inject, Injectable } from '@nestjs/common';
import { newId } from '#kernel';
import type { NewEvent } from '#messaging';
import type { CommandContext, Tx } from '#platform';
import type { z } from 'zod';
import type { Relations } from '../access/standing.js';
import { TASKS_CONFIG, type TasksConfig } from '../config.js';
import type { Plan } from '../domain/plan.js';
import { registerTask } from '../domain/task-aggregate.js';
import type { ActionContext } from '../domain/task.js';
import { insertTasks } from '../persistence/tasks.js';
import { WorkingCalendar } from '../persistence/working-calendar.js';
import { newTaskEvents } from './task-events.js';
import { taskCardOf, type TaskFields } from './task-fields.js';

/** Writes tasks of a plan that this transaction holds. */
@Injectable()
export class NewTasks {
  constructor(
    private readonly calendar: WorkingCalendar,
    @Inject(TASKS_CONFIG) private readonly config: TasksConfig,
  ) {}

  /** Inserts the tasks and answers their events, for the caller to append last. Throws `DomainError`. */
  async insert(
    tx: Tx,
    plan: Plan,
    tasks: readonly z.infer<typeof TaskFields>[],
    relations: Relations,
    context: CommandContext,
  ): Promise<NewEvent[]> {
    const { workingDays } = await this.calendar.now(tx);
    const { limits } = this.config;
    const scene: ActionContext = { relations, plan, now: context.now, workingDays, limits, newId };
    const changes = tasks.map((fields) =>
      registerTask({ taskId: newId(), planId: plan.planId }, taskCardOf(fields), scene),
    );
    await insertTasks(
      tx,
      changes.map(({ task }) => task),
    );
    return changes.flatMap((change) => newTaskEvents(null, change, context));
  }
}
