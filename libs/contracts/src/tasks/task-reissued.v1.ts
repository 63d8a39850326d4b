import { z } from 'zod';
import { TaskState } from './task.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const TaskReissued = defineEvent({
  type: 'tasks.task-reissued',
  version: 1,
  aggregate: 'task',
  summary:
    'A revision of the plan reworded a task: its units sign for it again, new ones carry it, others no longer do.',
  data: z.object({
    task: TaskState,
    reissuedUnitIds: z.array(z.string()).meta({ description: 'units that sign for it again' }),
    addedUnitIds: z.array(z.string()),
    withdrawnUnitIds: z
      .array(z.string())
      .meta({ description: 'units whose part ended, because they carry it no longer' }),
    reason: z.string(),
  }),
});
export type TaskReissued = DataOf<typeof TaskReissued>;
