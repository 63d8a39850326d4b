import { z } from 'zod';
import { PlanState } from './plan.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const PlanRegistered = defineEvent({
  type: 'tasks.plan-registered',
  version: 1,
  aggregate: 'plan',
  summary: 'A plan was registered by the office.',
  data: z.object({ plan: PlanState }),
});
export type PlanRegistered = DataOf<typeof PlanRegistered>;
