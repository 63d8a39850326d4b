import { Injectable } from '@nestjs/common';
import { endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { assignmentOf } from '../domain/task.js';
import { AssignmentRecord, assignmentReply } from './answers.js';
import { ChangeTask } from './change-task.js';
import { AssignmentParams } from './task-fields.js';

export const acceptAssignment = endpoint({
  method: 'POST',
  path: '/api/tasks/tasks/:taskId/assignments/:assignmentId/acceptance',
  summary: '签收 — sign for an assignment; late is accepted and marked',
  tag: 'assignments',
  params: AssignmentParams,
  response: AssignmentRecord,
  problems: ['TASK.NOT_FOUND', 'TASK.NOT_YOURS', 'TASK.ACTION_NOT_ALLOWED'],
});

@Injectable()
export class AcceptAssignment {
  constructor(private readonly changeTask: ChangeTask) {}

  execute(
    { params: { taskId, assignmentId } }: InputOf<typeof acceptAssignment>,
    context: CommandContext,
  ): Promise<Reply<AssignmentRecord>> {
    return this.changeTask.run(context, taskId, {
      command: { action: 'ACCEPT', assignmentId },
      answer: (task) => assignmentReply(task, assignmentOf(task, assignmentId)),
    });
  }
}
