import { Injectable } from '@nestjs/common';
import { endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { countTasks, lockTaskInPlan } from '../persistence/tasks.js';
import { TaskRecord, taskReply } from './answers.js';
import { ChangeTask } from './change-task.js';
import { fieldsOf } from './require-registered.js';
import { taskCardOf, TaskFields, TaskParams } from './task-fields.js';

export const reviseTask = endpoint({
  method: 'PUT',
  path: '/api/tasks/tasks/:taskId',
  summary: '修改任务 — replace what is written of a task before the issue of its plan is requested',
  tag: 'tasks',
  params: TaskParams,
  body: TaskFields,
  response: TaskRecord,
  problems: [
    'REGISTER.ENTRY_UNKNOWN',
    'TASK.NOT_FOUND',
    'TASK.NOT_YOURS',
    'TASK.ACTION_NOT_ALLOWED',
    'PLAN.NOT_REGISTERED',
    'PLAN.ASPECT_UNKNOWN',
    'TASK.NUMBER_TAKEN',
    'TASK.DEADLINE_IN_PAST',
  ],
});

@Injectable()
export class ReviseTask {
  constructor(private readonly changeTask: ChangeTask) {}

  execute({ params, body }: InputOf<typeof reviseTask>, context: CommandContext): Promise<Reply<TaskRecord>> {
    const command = { action: 'REVISE', card: taskCardOf(body) } as const;
    return this.changeTask.run(context, params.taskId, {
      command,
      lock: lockTaskInPlan, // whoever decides on the issue must decide on the task as it then stays
      names: fieldsOf(body.units),
      alsoWrite: (tx, { task }, before) => countTasks(tx, { added: [task], removed: [before] }),
      answer: taskReply,
    });
  }
}
