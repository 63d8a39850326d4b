import { z } from 'zod';
import { DateOnly, Id } from '../common/fields.js';
import { TaskState } from './task.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const DeadlineMoved = defineEvent({
  type: 'tasks.deadline-moved',
  version: 1,
  aggregate: 'task',
  summary: 'The office set or moved the deadline of a task, or of the part of one unit; the earlier one is kept.',
  data: z.object({
    task: TaskState,
    unitId: Id.optional().meta({ description: 'the unit whose own deadline it is; absent: that of the task' }),
    previousDeadline: DateOnly.nullable(),
    reason: z.string(),
  }),
});
export type DeadlineMoved = DataOf<typeof DeadlineMoved>;
