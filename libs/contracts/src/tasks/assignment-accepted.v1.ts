import { z } from 'zod';
import { AssignmentChange } from './task.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const AssignmentAccepted = defineEvent({
  type: 'tasks.assignment-accepted',
  version: 1,
  aggregate: 'task',
  summary: 'A unit signed for its assignment.',
  data: AssignmentChange.extend({ late: z.boolean() }),
});
export type AssignmentAccepted = DataOf<typeof AssignmentAccepted>;
