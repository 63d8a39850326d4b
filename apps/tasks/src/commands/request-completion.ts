import { Injectable } from '@nestjs/common';
import { Id, text } from '#contracts';
import { Database, Directory, endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { assignmentOf } from '../domain/task.js';
import { carriersOf } from '../persistence/tasks.js';
import { unitNames } from '../queries/unit-names.js';
import { AssignmentRecord, assignmentReply } from './answers.js';
import { ChangeTask } from './change-task.js';
import { AssignmentParams } from './task-fields.js';

export const requestCompletion = endpoint({
  method: 'POST',
  path: '/api/tasks/tasks/:taskId/assignments/:assignmentId/completion-request',
  summary: '申请办结 — ask to close an assignment; the reporter names the units whose part is missing',
  tag: 'assignments',
  params: AssignmentParams,
  body: z.strictObject({
    statement: text(5_000),
    missingUnitIds: z.array(Id).max(500).default([]),
  }),
  response: AssignmentRecord,
  problems: [
    'TASK.NOT_FOUND',
    'TASK.NOT_YOURS',
    'TASK.ACTION_NOT_ALLOWED',
    'TASK.WITHOUT_DEADLINE',
    'TASK.MISSING_UNITS_NOT_NAMED',
  ],
});

@Injectable()
export class RequestCompletion {
  constructor(
    private readonly changeTask: ChangeTask,
    private readonly database: Database,
    private readonly directory: Directory,
  ) {}

  async execute(
    { params: { taskId, assignmentId }, body }: InputOf<typeof requestCompletion>,
    context: CommandContext,
  ): Promise<Reply<AssignmentRecord>> {
    const unitIds = [...(await carriersOf(this.database, taskId)), ...body.missingUnitIds];
    const nameOf = await unitNames(this.directory, unitIds);
    return this.changeTask.run(context, taskId, {
      command: { action: 'REQUEST_COMPLETION', assignmentId, ...body, nameOf },
      answer: (task) => assignmentReply(task, assignmentOf(task, assignmentId)),
    });
  }
}
