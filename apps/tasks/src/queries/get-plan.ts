import { Injectable } from '@nestjs/common';
import { Id } from '#contracts';
import { Database, endpoint, reply, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { Standing } from '../access/standing.js';
import { visibilityParams, visible } from '../access/visibility.js';
import { planNotFound } from '../domain/errors.js';
import type { Plan } from '../domain/plan.js';
import { PLAN_TRANSITIONS } from '../domain/plan.transitions.js';
import { allowedActions } from '../domain/transition.js';
import { jsonRow } from '../persistence/columns.js';
import { PLAN_COLUMNS } from '../persistence/plans.js';
import { planView, PlanView, type PlanCounts } from './plan.view.js';

export const getPlan = endpoint({
  method: 'GET',
  path: '/api/tasks/plans/:planId',
  summary: '查看方案 — a plan with its aspects and what the caller may do with it',
  tag: 'plans',
  params: z.object({ planId: Id }),
  response: PlanView,
  problems: ['PLAN.NOT_FOUND'],
});

/** Columns of a plan row for `PlanView`, over plan `p`. */
export const PLAN_WITH_COUNTS = `${jsonRow('p', PLAN_COLUMNS)} AS plan,
  (SELECT json_build_object('tasks', count(*), 'planTextTasks', count(*) FILTER (WHERE t.origin = 'PLAN_TEXT'))
   FROM task t WHERE t.plan_id = p.plan_id) AS counts`;

export interface PlanRow {
  plan: Plan;
  counts: PlanCounts;
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
    const text = `SELECT ${PLAN_WITH_COUNTS} FROM plan p WHERE p.plan_id = $4 AND ${visible('PLAN')}`;
    const { rows } = await this.database.query<PlanRow>(text, [...visibilityParams(caller, now), planId]);
    if (!rows[0]) throw planNotFound();
    const { plan, counts } = rows[0];
    const relations = await this.standing.toPlan(this.database, caller, plan, now);
    const view = planView(plan, counts, allowedActions(PLAN_TRANSITIONS, plan.phase, relations));
    return reply(view, { etag: plan.version });
  }
}
