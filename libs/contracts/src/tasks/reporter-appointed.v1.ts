import { z } from 'zod';
import { TaskState } from './task.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const ReporterAppointed = defineEvent({
  type: 'tasks.reporter-appointed',
  version: 1,
  aggregate: 'task',
  summary: 'The office appointed the unit that reports for all.',
  data: z.object({ task: TaskState }),
});
export type ReporterAppointed = DataOf<typeof ReporterAppointed>;
