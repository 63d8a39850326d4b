import { z } from 'zod';
import { PlanState } from './plan.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const PlanIssueRequested = defineEvent({
  type: 'tasks.plan-issue-requested',
  version: 1,
  aggregate: 'plan',
  summary: 'The office asks the leading group to approve the issue of a plan.',
  data: z.object({ plan: PlanState }),
});
export type PlanIssueRequested = DataOf<typeof PlanIssueRequested>;
