import type { Queryable } from '#messaging';
import { may, type Asker, type Office } from '../domain/assessment.policy.js';

/**
 * SQL of the `Office` whose id is the expression `officeUnitId`. The leading groups are those that issued a plan which
 * it runs: a leader of the group approved each issue, so no office can name a group that does not know it.
 */
export const officeState = (
  officeUnitId: string,
) => `jsonb_build_object('officeUnitId', ${officeUnitId}, 'groupUnitIds',
  (SELECT coalesce(jsonb_agg(DISTINCT p.issuer_unit_id), '[]') FROM known_plan p WHERE p.office_unit_id = ${officeUnitId}))`;

/** Ids of the offices whose work `asker` oversees. There are a few offices, so all are looked at. */
export async function officesOverseenBy(on: Queryable, asker: Asker): Promise<string[]> {
  const { rows } = await on.query<{ office: Office }>({
    name: 'offices',
    text: `SELECT ${officeState('o.office_unit_id')} AS office
      FROM (SELECT office_unit_id FROM known_plan UNION SELECT office_unit_id FROM scheme) o`,
  });
  return rows
    .filter(({ office }) => may(asker, 'READ_EVERYTHING', { office }))
    .map(({ office }) => office.officeUnitId);
}
