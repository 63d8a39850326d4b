import { z } from 'zod';
import { PlanState } from './plan.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const PlanRevised = defineEvent({
  type: 'tasks.plan-revised',
  version: 1,
  aggregate: 'plan',
  summary: 'The leading group approved a new version of an issued plan.',
  data: z.object({ plan: PlanState }),
});
export type PlanRevised = DataOf<typeof PlanRevised>;
