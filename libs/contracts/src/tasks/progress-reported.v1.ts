import { z } from 'zod';
import { Id } from '../common/fields.js';
import { AssignmentChange } from './task.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const ProgressReported = defineEvent({
  type: 'tasks.progress-reported',
  version: 1,
  aggregate: 'task',
  summary: 'A unit reported progress on its assignment.',
  data: AssignmentChange.extend({
    report: z.object({
      reportId: Id,
      progress: z.number().int(),
      text: z.string(),
      problems: z.string(),
      nextSteps: z.string(),
      needsCoordination: z.string(),
    }),
  }),
});
export type ProgressReported = DataOf<typeof ProgressReported>;
