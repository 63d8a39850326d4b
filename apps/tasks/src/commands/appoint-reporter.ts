import { Injectable } from '@nestjs/common';
import { Id } from '#contracts';
import { endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { TaskRecord, taskReply } from './answers.js';
import { ChangeTask } from './change-task.js';
import { TaskParams } from './task-fields.js';

export const appointReporter = endpoint({
  method: 'PUT',
  path: '/api/tasks/tasks/:taskId/reporter',
  summary: '确定牵头单位 — appoint the unit that reports for all, marked as decided by the office',
  tag: 'tasks',
  params: TaskParams,
  body: z.strictObject({ unitId: Id }),
  response: TaskRecord,
  problems: [
    'TASK.NOT_FOUND',
    'TASK.NOT_YOURS',
    'TASK.ACTION_NOT_ALLOWED',
    'PLAN.NOT_ISSUED',
    'TASK.REPORTER_DOES_NOT_CARRY_IT',
    'TASK.REPORTER_AWAITS_REVIEW',
  ],
});

@Injectable()
export class AppointReporter {
  constructor(private readonly changeTask: ChangeTask) {}

  execute({ params, body }: InputOf<typeof appointReporter>, context: CommandContext): Promise<Reply<TaskRecord>> {
    return this.changeTask.run(context, params.taskId, {
      command: { action: 'APPOINT_REPORTER', ...body },
      answer: taskReply,
    });
  }
}
