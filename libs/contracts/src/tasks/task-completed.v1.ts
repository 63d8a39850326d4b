import { z } from 'zod';
import { TaskState } from './task.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const TaskCompleted = defineEvent({
  type: 'tasks.task-completed',
  version: 1,
  aggregate: 'task',
  summary: 'A task was closed with the assignment of its reporter; what others left open is closed unfinished.',
  data: z.object({ task: TaskState }),
});
export type TaskCompleted = DataOf<typeof TaskCompleted>;
