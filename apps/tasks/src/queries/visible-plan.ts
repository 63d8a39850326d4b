import type { Queryable } from '#messaging';
import type { Caller } from '#platform';
import { visibilityParams, visible } from '../access/visibility.js';
import { planNotFound } from '../domain/errors.js';

/** Throws `PLAN.NOT_FOUND` for a plan that the caller may not see as for one that does not exist. */
export async function requireVisiblePlan(on: Queryable, caller: Caller, planId: string, now: Date): Promise<void> {
  const text = `SELECT FROM plan p WHERE p.plan_id = $4 AND ${visible('PLAN')}`;
  const { rowCount } = await on.query(text, [...visibilityParams(caller, now), planId]);
  if (rowCount === 0) throw planNotFound();
}
