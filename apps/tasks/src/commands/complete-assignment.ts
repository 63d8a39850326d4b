import { Injectable } from '@nestjs/common';
import { text } from '#contracts';
import { endpoint, type ArrivingContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { AssignmentRecord } from './answers.js';
import { ChangePart } from './change-part.js';
import { AssignmentParams } from './task-fields.js';

export const completeAssignment = endpoint({
  method: 'POST',
  path: '/api/tasks/tasks/:taskId/assignments/:assignmentId/completion',
  summary: '审核办结 — close an assignment; with that of the reporter the task ends',
  tag: 'assignments',
  admits: 'use-case',
  params: AssignmentParams,
  body: z.strictObject({ opinion: text(2_000) }),
  response: AssignmentRecord,
  problems: [
    'TASK.NOT_FOUND',
    'TASK.NOT_YOURS',
    'TASK.ACTION_NOT_ALLOWED',
    'TASK.PARTS_AWAIT_REVIEW',
    'TASK.MISSING_UNITS_NOT_NAMED',
    'TASK.BUSY',
  ],
});

@Injectable()
export class CompleteAssignment {
  constructor(private readonly changePart: ChangePart) {}

  execute(
    { params: { taskId, assignmentId }, body }: InputOf<typeof completeAssignment>,
    context: ArrivingContext,
  ): Promise<Reply<AssignmentRecord>> {
    return this.changePart.run(context, {
      taskId,
      assignmentId,
      command: (nameOf) => ({ action: 'COMPLETE', assignmentId, ...body, nameOf }),
      mayEndTask: true,
      answer: (record) => record,
    });
  }
}
