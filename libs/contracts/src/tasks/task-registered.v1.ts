import { z } from 'zod';
import { TaskState } from './task.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const TaskRegistered = defineEvent({
  type: 'tasks.task-registered',
  version: 1,
  aggregate: 'task',
  summary: 'A task of a plan was registered.',
  data: z.object({ task: TaskState }),
});
export type TaskRegistered = DataOf<typeof TaskRegistered>;
