import { Injectable } from '@nestjs/common';
import { Id } from '#contracts';
import { Database, endpoint, reply, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { Standing } from '../access/standing.js';
import { visibilityParams, visible } from '../access/visibility.js';
import { planNotFound } from '../domain/errors.js';
import type { Plan } from '../domain/plan.js';
import { jsonRow, type Columns } from '../persistence/columns.js';
import { PLAN_COLUMNS } from '../persistence/plans.js';
import { planFacts, PlanView, type PlanCounts } from './plan.view.js';

export const getPlan = endpoint({
  method: 'GET',
  path: '/api/tasks/plans/:planId',
  summary: '查看方案 — a plan with its aspects and what the caller may do with it',
  tag: 'plans',
  params: z.object({ planId: Id }),
  response: PlanView,
  problems: ['PLAN.NOT_FOUND'],
});

/** These columns of plan `p`, with how many tasks it has. */
export function planWithCounts(columns: Columns): string {
  return `${jsonRow('p', columns)} AS plan,
    json_build_object('tasks', p.tasks, 'planTextTasks', p.plan_text_tasks) AS counts`;
}

@Injectable()
export class GetPlan {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
  ) {}

  async execute(
    { params: { planId } }: InputOf<typeof getPlan>,
    { caller, now }: CommandContext,
  ): Promise<Reply<PlanView>> {
    const text = `SELECT ${planWithCounts(PLAN_COLUMNS)} FROM plan p WHERE p.plan_id = $4 AND ${visible('PLAN')}`;
    const { rows } = await this.database.query<{ plan: Plan; counts: PlanCounts }>(text, [
      ...visibilityParams(caller, now),
      planId,
    ]);
    if (!rows[0]) throw planNotFound();
    const { plan, counts } = rows[0];
    const relations = await this.standing.toPlan(this.database, caller, plan, now);
    const view = PlanView.parse({ ...plan, ...planFacts(plan, counts, relations) });
    return reply(view, { etag: plan.version });
  }
}
