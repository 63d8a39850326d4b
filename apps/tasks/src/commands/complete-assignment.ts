import { Injectable } from '@nestjs/common';
import { text } from '#contracts';
import { Database, Directory, endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { assignmentOf } from '../domain/task.js';
import { carriersOf } from '../persistence/tasks.js';
import { unitNames } from '../queries/unit-names.js';
import { AssignmentRecord, assignmentReply } from './answers.js';
import { ChangeTask } from './change-task.js';
import { AssignmentParams } from './task-fields.js';

export const completeAssignment = endpoint({
  method: 'POST',
  path: '/api/tasks/tasks/:taskId/assignments/:assignmentId/completion',
  summary: '审核办结 — close an assignment; with that of the reporter the task ends',
  tag: 'assignments',
  params: AssignmentParams,
  body: z.strictObject({ opinion: text(2_000) }),
  response: AssignmentRecord,
  problems: [
    'TASK.NOT_FOUND',
    'TASK.NOT_YOURS',
    'TASK.ACTION_NOT_ALLOWED',
    'TASK.PARTS_AWAIT_REVIEW',
    'TASK.MISSING_UNITS_NOT_NAMED',
  ],
});

@Injectable()
export class CompleteAssignment {
  constructor(
    private readonly changeTask: ChangeTask,
    private readonly database: Database,
    private readonly directory: Directory,
  ) {}

  async execute(
    { params: { taskId, assignmentId }, body }: InputOf<typeof completeAssignment>,
    context: CommandContext,
  ): Promise<Reply<AssignmentRecord>> {
    const nameOf = await unitNames(this.directory, await carriersOf(this.database, taskId));
    return this.changeTask.run(context, taskId, {
      command: { action: 'COMPLETE', assignmentId, ...body, nameOf },
      answer: (task) => assignmentReply(task, assignmentOf(task, assignmentId)),
    });
  }
}
