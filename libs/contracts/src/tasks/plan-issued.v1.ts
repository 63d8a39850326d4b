import { z } from 'zod';
import { PlanState } from './plan.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const PlanIssued = defineEvent({
  type: 'tasks.plan-issued',
  version: 1,
  aggregate: 'plan',
  summary: 'The leading group approved a plan and it was issued.',
  data: z.object({ plan: PlanState }),
});
export type PlanIssued = DataOf<typeof PlanIssued>;
