import { Injectable } from '@nestjs/common';
import { Id, PageQuery, pageOf } from '#contracts';
import { Database, decodeCursor, encodeCursor, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { Standing } from '../access/standing.js';
import { visibilityParams, visible } from '../access/visibility.js';
import type { Plan } from '../domain/plan.js';
import { PLAN_COLUMNS } from '../persistence/plans.js';
import { planWithCounts } from './get-plan.js';
import { planFacts, PlanView, type PlanCounts } from './plan.view.js';

/** A row of the list: what the paper says outside its tasks is read with the plan itself. */
const PlanRowView = PlanView.omit({ notice: true, sections: true }).meta({ id: 'PlanRow' });
const PlanPage = pageOf(PlanRowView);

/** Without what only the plan itself shows: that may be megabytes a row. */
const { notice: _notice, sections: _sections, ...ROW_COLUMNS } = PLAN_COLUMNS;

interface Row {
  plan: Omit<Plan, 'notice' | 'sections'>;
  counts: PlanCounts;
}

export const listPlans = endpoint({
  method: 'GET',
  path: '/api/tasks/plans',
  summary: '方案列表 — plans that the caller may see, the latest first',
  tag: 'plans',
  query: PageQuery,
  response: PlanPage,
});

const Cursor = z.tuple([Id]);

@Injectable()
export class ListPlans {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
  ) {}

  async execute(
    { query: { limit, cursor } }: InputOf<typeof listPlans>,
    { caller, now }: CommandContext,
  ): Promise<z.infer<typeof PlanPage>> {
    const before = cursor === undefined ? null : decodeCursor(cursor, Cursor)[0];
    const text = `SELECT ${planWithCounts(ROW_COLUMNS)} FROM plan p WHERE ($4::uuid IS NULL OR p.plan_id < $4) AND ${visible('PLAN')}
      ORDER BY p.plan_id DESC LIMIT $5`;
    const params = [...visibilityParams(caller, now), before, limit + 1];
    const { rows } = await this.database.query<Row>(text, params);
    const shown = rows.slice(0, limit);
    const plans = shown.map(({ plan }) => plan);
    const relationsTo = await this.standing.toPlans(this.database, caller, plans, now);
    const items = shown.map(({ plan, counts }) =>
      PlanRowView.parse({ ...plan, ...planFacts(plan, counts, relationsTo(plan)) }),
    );
    const last = shown.at(-1);
    return rows.length > limit && last ? { items, next: encodeCursor([last.plan.planId]) } : { items };
  }
}
