import { Injectable } from '@nestjs/common';
import { Id } from '#contracts';
import { Commands, Directory, endpoint, requireVersion, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { requirePlanVisible, Standing } from '../access/standing.js';
import { lockPlan } from '../persistence/plans.js';
import { NewTasks } from './new-tasks.js';
import { fieldsOfTasks, requireRegistered } from './require-registered.js';
import { TaskFields } from './task-fields.js';

const RegisteredTasks = z.object({ taskIds: z.array(Id) }).meta({ id: 'RegisteredTasks' });

export const registerTasks = endpoint({
  method: 'POST',
  path: '/api/tasks/plans/:planId/tasks',
  summary: '分解任务 — register tasks of a plan that is not yet before the leading group',
  tag: 'plans',
  params: z.object({ planId: Id }),
  body: z.strictObject({ tasks: z.array(TaskFields).min(1).max(1_000) }),
  response: RegisteredTasks,
  status: 201,
  problems: [
    'REGISTER.ENTRY_UNKNOWN',
    'PLAN.NOT_FOUND',
    'TASK.NOT_YOURS',
    'PLAN.NOT_REGISTERED',
    'PLAN.ASPECT_UNKNOWN',
    'TASK.NUMBER_TAKEN',
    'TASK.DEADLINE_IN_PAST',
  ],
});

@Injectable()
export class RegisterTasks {
  constructor(
    private readonly commands: Commands,
    private readonly standing: Standing,
    private readonly directory: Directory,
    private readonly newTasks: NewTasks,
  ) {}

  /** Answers the ids in the order of the tasks given. */
  execute(
    { params, body }: InputOf<typeof registerTasks>,
    context: CommandContext,
  ): Promise<z.infer<typeof RegisteredTasks>> {
    return this.commands.run(context, async (tx) => {
      const plan = await lockPlan(tx, params.planId);
      const relations = await this.standing.toPlan(tx, context.caller, plan, context.now);
      requirePlanVisible(relations);
      requireVersion(context, plan.version);
      await requireRegistered(this.directory, fieldsOfTasks(body.tasks), tx);
      const events = await this.newTasks.insert(tx, plan, body.tasks, relations, context);
      tx.append(events);
      return { taskIds: events.map(({ aggregateId }) => aggregateId) };
    });
  }
}
