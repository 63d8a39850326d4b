import { Injectable } from '@nestjs/common';
import { Directory, endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { TaskRecord, taskReply } from './answers.js';
import { ChangeTask } from './change-task.js';
import { groupsNamedIn } from './named-groups.js';
import { fieldsOf } from './require-registered.js';
import { NamedUnitFields, namedUnitsOf, TaskParams } from './task-fields.js';

export const assignUnits = endpoint({
  method: 'POST',
  path: '/api/tasks/tasks/:taskId/assignments',
  summary: '交办 — give an issued task to more units, marked as decided by the office',
  tag: 'tasks',
  params: TaskParams,
  body: z.strictObject({ units: z.array(NamedUnitFields).min(1).max(200) }),
  response: TaskRecord,
  problems: [
    'REGISTER.ENTRY_UNKNOWN',
    'TASK.NOT_FOUND',
    'TASK.NOT_YOURS',
    'TASK.ACTION_NOT_ALLOWED',
    'PLAN.NOT_ISSUED',
    'PLAN.GROUP_WITHOUT_MEMBERS',
    'TASK.UNITS_ALREADY_CARRY_IT',
    'TASK.DEADLINE_IN_PAST',
  ],
});

@Injectable()
export class AssignUnits {
  constructor(
    private readonly changeTask: ChangeTask,
    private readonly directory: Directory,
  ) {}

  async execute({ params, body }: InputOf<typeof assignUnits>, context: CommandContext): Promise<Reply<TaskRecord>> {
    const named = namedUnitsOf(body.units, 'OFFICE');
    const groupOf = await groupsNamedIn(this.directory, named, context.now);
    return this.changeTask.run(context, params.taskId, {
      command: { action: 'ASSIGN', named, groupOf },
      names: fieldsOf(body.units),
      answer: taskReply,
    });
  }
}
