import { z } from 'zod';
import { AssignmentChange } from './task.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const CompletionSubmitted = defineEvent({
  type: 'tasks.completion-submitted',
  version: 1,
  aggregate: 'task',
  summary: 'A unit asked to close its assignment.',
  data: AssignmentChange.extend({ statement: z.string(), missingUnitIds: z.array(z.string()) }),
});
export type CompletionSubmitted = DataOf<typeof CompletionSubmitted>;
