import { z } from 'zod';
import { AssignmentChange } from './task.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const CompletionReturned = defineEvent({
  type: 'tasks.completion-returned',
  version: 1,
  aggregate: 'task',
  summary: 'A reviewer sent a completion back to be done again.',
  data: AssignmentChange.extend({ reason: z.string() }),
});
export type CompletionReturned = DataOf<typeof CompletionReturned>;
