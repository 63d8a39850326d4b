import { z } from 'zod';
import { TaskState } from './task.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const TaskRevised = defineEvent({
  type: 'tasks.task-revised',
  version: 1,
  aggregate: 'task',
  summary: 'The office changed a task before its plan was issued.',
  data: z.object({ task: TaskState }),
});
export type TaskRevised = DataOf<typeof TaskRevised>;
