import { PlanState } from '#contracts';
import { z } from 'zod';
import { PLAN_PHASE_LABELS } from '../domain/labels.js';
import type { Plan } from '../domain/plan.js';
import { PLAN_TRANSITIONS } from '../domain/plan.transitions.js';
import type { Relation } from '../domain/tasks.policy.js';
import { allowedActions } from '../domain/transition.js';

/** A plan as its readers see it. */
export const PlanView = PlanState.extend({
  version: z.number().int().meta({ description: 'also the ETag' }),
  phaseLabel: z.string(),
  refusalReason: z.string().meta({ description: 'why the leading group last sent it back' }),
  tasks: z.number().int().meta({ description: 'how many tasks it has' }),
  planTextTasks: z.number().int().meta({ description: 'how many of them are tasks in the wording of the plan' }),
  allowedActions: z.array(z.string()).meta({ description: 'what the caller may do in this state' }),
}).meta({ id: 'Plan' });
export type PlanView = z.infer<typeof PlanView>;

export interface PlanCounts {
  tasks: number;
  planTextTasks: number;
}

/** What a view of a plan holds besides the plan itself. */
export function planFacts(
  { phase }: Pick<Plan, 'phase'>,
  counts: PlanCounts,
  relations: ReadonlySet<Relation>,
): Pick<PlanView, 'phaseLabel' | 'allowedActions'> & PlanCounts {
  return {
    phaseLabel: PLAN_PHASE_LABELS[phase],
    ...counts,
    allowedActions: allowedActions(PLAN_TRANSITIONS, phase, relations),
  };
}
