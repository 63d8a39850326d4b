import { z } from 'zod';
import { TaskState } from './task.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const TaskAssigned = defineEvent({
  type: 'tasks.task-assigned',
  version: 1,
  aggregate: 'task',
  summary: 'A task was given to units; groups are expanded to their members on that day.',
  data: z.object({ task: TaskState, addedUnitIds: z.array(z.string()) }),
});
export type TaskAssigned = DataOf<typeof TaskAssigned>;
