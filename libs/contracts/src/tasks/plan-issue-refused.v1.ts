import { z } from 'zod';
import { PlanState } from './plan.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const PlanIssueRefused = defineEvent({
  type: 'tasks.plan-issue-refused',
  version: 1,
  aggregate: 'plan',
  summary: 'The leading group sent the plan back to its office.',
  data: z.object({ plan: PlanState, reason: z.string() }),
});
export type PlanIssueRefused = DataOf<typeof PlanIssueRefused>;
