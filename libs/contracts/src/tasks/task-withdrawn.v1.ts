import { z } from 'zod';
import { TaskState } from './task.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const TaskWithdrawn = defineEvent({
  type: 'tasks.task-withdrawn',
  version: 1,
  aggregate: 'task',
  summary: 'A revision of the plan holds a task no longer; its open parts are closed unfinished.',
  data: z.object({ task: TaskState, reason: z.string() }),
});
export type TaskWithdrawn = DataOf<typeof TaskWithdrawn>;
