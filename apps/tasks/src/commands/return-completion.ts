import { Injectable } from '@nestjs/common';
import { text } from '#contracts';
import { endpoint, type ArrivingContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { AssignmentRecord } from './answers.js';
import { ChangePart } from './change-part.js';
import { AssignmentParams } from './task-fields.js';

export const returnCompletion = endpoint({
  method: 'POST',
  path: '/api/tasks/tasks/:taskId/assignments/:assignmentId/completion-return',
  summary: '退回补办 — send a completion back with a reason',
  tag: 'assignments',
  admits: 'use-case',
  params: AssignmentParams,
  body: z.strictObject({ reason: text(2_000) }),
  response: AssignmentRecord,
  problems: ['TASK.NOT_FOUND', 'TASK.NOT_YOURS', 'TASK.ACTION_NOT_ALLOWED', 'TASK.BUSY'],
});

@Injectable()
export class ReturnCompletion {
  constructor(private readonly changePart: ChangePart) {}

  execute(
    { params: { taskId, assignmentId }, body }: InputOf<typeof returnCompletion>,
    context: ArrivingContext,
  ): Promise<Reply<AssignmentRecord>> {
    return this.changePart.run(context, {
      taskId,
      assignmentId,
      command: () => ({ action: 'RETURN_FOR_REWORK', assignmentId, ...body }),
      answer: (record) => record,
    });
  }
}
