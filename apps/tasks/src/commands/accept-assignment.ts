import { Injectable } from '@nestjs/common';
import { endpoint, type ArrivingContext, type InputOf, type Reply } from '#platform';
import { AssignmentRecord } from './answers.js';
import { ChangePart } from './change-part.js';
import { AssignmentParams } from './task-fields.js';

export const acceptAssignment = endpoint({
  method: 'POST',
  path: '/api/tasks/tasks/:taskId/assignments/:assignmentId/acceptance',
  summary: '签收 — sign for an assignment; late is accepted and marked',
  tag: 'assignments',
  admits: 'use-case',
  params: AssignmentParams,
  response: AssignmentRecord,
  problems: ['TASK.NOT_FOUND', 'TASK.NOT_YOURS', 'TASK.ACTION_NOT_ALLOWED', 'TASK.BUSY'],
});

@Injectable()
export class AcceptAssignment {
  constructor(private readonly changePart: ChangePart) {}

  execute(
    { params: { taskId, assignmentId } }: InputOf<typeof acceptAssignment>,
    context: ArrivingContext,
  ): Promise<Reply<AssignmentRecord>> {
    return this.changePart.run(context, {
      taskId,
      assignmentId,
      command: () => ({ action: 'ACCEPT', assignmentId }),
      answer: (record) => record,
    });
  }
}
