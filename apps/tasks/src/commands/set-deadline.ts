import { Injectable } from '@nestjs/common';
import { DateOnly, Id, text } from '#contracts';
import type { Queryable } from '#messaging';
import { endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { deadlineOf, type Task } from '../domain/task.js';
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

const KEEP_CHANGE = `INSERT INTO deadline_change
  (task_id, task_version, unit_id, previous_deadline, deadline, reason, changed_at, changed_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

@Injectable()
export class SetDeadline {
  constructor(private readonly changeTask: ChangeTask) {}

  execute(
    { params: { taskId }, body }: InputOf<typeof setDeadline>,
    context: CommandContext,
  ): Promise<Reply<TaskRecord>> {
    const { unitId, deadline, reason } = body;
    const keepChange = (tx: Queryable, version: number, before: Task) =>
      tx.query(KEEP_CHANGE, [
        taskId,
        version,
        unitId,
        deadlineOf(before, unitId),
        deadline,
        reason,
        context.now,
        context.caller.accountId,
      ]);
    return this.changeTask.run(context, taskId, {
      command: { action: 'SET_DEADLINE', ...body },
      alsoWrite: (tx, { task }, before) => keepChange(tx, task.version, before),
      answer: taskReply,
    });
  }
}
