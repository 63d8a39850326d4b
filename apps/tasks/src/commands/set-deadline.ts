import { Injectable } from '@nestjs/common';
import { DateOnly, Id, text } from '#contracts';
import type { Queryable } from '#messaging';
import { endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { deadlineOf, type Task } from '../domain/task.js';
import { keepDeadlineChanges } from '../persistence/deadline-changes.js';
import { TaskRecord, taskReply } from './answers.js';
import { ChangeTask } from './change-task.js';
import { TaskParams } from './task-fields.js';

export const setDeadline = endpoint({
  method: 'PUT',
  path: '/api/tasks/tasks/:taskId/deadline',
  summary:
    '确定或调整时限 — set or move the deadline of an issued task, or of the part of one unit; the earlier one is kept',
  tag: 'tasks',
  params: TaskParams,
  body: z.strictObject({
    deadline: DateOnly,
    reason: text(500),
    unitId: Id.nullable().default(null).meta({
      description: 'the unit whose part gets a deadline of its own; null: the task, with all parts that have none',
    }),
  }),
  response: TaskRecord,
  problems: [
    'TASK.NOT_FOUND',
    'TASK.NOT_YOURS',
    'TASK.ACTION_NOT_ALLOWED',
    'PLAN.NOT_ISSUED',
    'TASK.UNIT_DOES_NOT_CARRY_IT',
    'TASK.DEADLINE_UNCHANGED',
    'TASK.DEADLINE_IN_PAST',
  ],
});

@Injectable()
export class SetDeadline {
  constructor(private readonly changeTask: ChangeTask) {}

  execute(
    { params: { taskId }, body }: InputOf<typeof setDeadline>,
    context: CommandContext,
  ): Promise<Reply<TaskRecord>> {
    const { unitId, deadline, reason } = body;
    const keepChange = (tx: Queryable, taskVersion: number, before: Task) =>
      keepDeadlineChanges(tx, [
        {
          taskId,
          taskVersion,
          unitId,
          deadline,
          reason,
          previousDeadline: deadlineOf(before, unitId),
          changedAt: context.now,
          changedBy: context.caller.accountId,
        },
      ]);
    return this.changeTask.run(context, taskId, {
      command: { action: 'SET_DEADLINE', ...body },
      alsoWrite: (tx, { task }, before) => keepChange(tx, task.version, before),
      answer: taskReply,
    });
  }
}
