import { Injectable } from '@nestjs/common';
import { Id, text } from '#contracts';
import { endpoint, type ArrivingContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { AssignmentRecord } from './answers.js';
import { ChangePart } from './change-part.js';
import { AssignmentParams } from './task-fields.js';

export const requestCompletion = endpoint({
  method: 'POST',
  path: '/api/tasks/tasks/:taskId/assignments/:assignmentId/completion-request',
  summary: '申请办结 — ask to close an assignment; the reporter names the units whose part is missing',
  tag: 'assignments',
  admits: 'use-case',
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
    'TASK.BUSY',
  ],
});

@Injectable()
export class RequestCompletion {
  constructor(private readonly changePart: ChangePart) {}

  execute(
    { params: { taskId, assignmentId }, body }: InputOf<typeof requestCompletion>,
    context: ArrivingContext,
  ): Promise<Reply<AssignmentRecord>> {
    return this.changePart.run(context, {
      taskId,
      assignmentId,
      command: (nameOf) => ({ action: 'REQUEST_COMPLETION', assignmentId, ...body, nameOf }),
      answer: (record) => record,
    });
  }
}
