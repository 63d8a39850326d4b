import type { GroupState, UnitState } from '#contracts';
import type { Register } from '#decomposition';
import type { Queryable } from '#messaging';

const REGISTER = `SELECT
  (SELECT coalesce(json_agg(state ORDER BY unit_id), '[]') FROM directory_unit) AS units,
  (SELECT coalesce(json_agg(state ORDER BY group_id), '[]') FROM directory_group) AS groups`;

/** The register as departments' events have told it so far: names, aliases with their days, groups with their members. */
export async function registerOf(on: Queryable): Promise<Register> {
  const { rows } = await on.query<{ units: UnitState[]; groups: GroupState[] }>(REGISTER);
  return rows[0] ?? { units: [], groups: [] };
}
