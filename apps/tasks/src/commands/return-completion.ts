import { Injectable } from '@nestjs/common';
import { text } from '#contracts';
import { endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { assignmentOf } from '../domain/task.js';
import { AssignmentRecord, assignmentReply } from './answers.js';
import { ChangeTask } from './change-task.js';
import { AssignmentParams } from './task-fields.js';

export const returnCompletion = endpoint({
  method: 'POST',
  path: '/api/tasks/tasks/:taskId/assignments/:assignmentId/completion-return',
  summary: '退回补办 — send a completion back with a reason',
  tag: 'assignments',
  params: AssignmentParams,
  body: z.strictObject({ reason: text(2_000) }),
  response: AssignmentRecord,
  problems: ['TASK.NOT_FOUND', 'TASK.NOT_YOURS', 'TASK.ACTION_NOT_ALLOWED'],
});

@Injectable()
export class ReturnCompletion {
  constructor(private readonly changeTask: ChangeTask) {}

  execute(
    { params: { taskId, assignmentId }, body }: InputOf<typeof returnCompletion>,
    context: CommandContext,
  ): Promise<Reply<AssignmentRecord>> {
    return this.changeTask.run(context, taskId, {
      command: { action: 'RETURN_FOR_REWORK', assignmentId, ...body },
      answer: (task) => assignmentReply(task, assignmentOf(task, assignmentId)),
    });
  }
}
