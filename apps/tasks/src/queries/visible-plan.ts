import type { Queryable } from '#messaging';
import type { CommandContext } from '#platform';
import { visibilityParams, visible } from '../access/visibility.js';
import { planNotFound } from '../domain/errors.js';

/** Throws `PLAN.NOT_FOUND` for a plan of which the caller may not see this as for one that does not exist. */
export async function requireVisiblePlan(
  on: Queryable,
  planId: string,
  { caller, now }: Pick<CommandContext, 'caller' | 'now'>,
  read: 'PLAN' | 'REVISION',
): Promise<void> {
  const text = `SELECT FROM plan p WHERE p.plan_id = $4 AND ${visible(read)}`;
  const { rowCount } = await on.query(text, [...visibilityParams(caller, now), planId]);
  if (rowCount === 0) throw planNotFound();
}
