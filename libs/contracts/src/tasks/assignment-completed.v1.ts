import { z } from 'zod';
import { AssignmentChange } from './task.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const AssignmentCompleted = defineEvent({
  type: 'tasks.assignment-completed',
  version: 1,
  aggregate: 'task',
  summary: 'A reviewer closed the assignment of a unit.',
  data: AssignmentChange.extend({ opinion: z.string() }),
});
export type AssignmentCompleted = DataOf<typeof AssignmentCompleted>;
