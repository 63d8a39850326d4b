import type { Queryable } from '#messaging';
import { may, type Asker } from '../domain/assessment.policy.js';
import { officesOverseenBy } from './offices.js';

/**
 * Which rows of `assessment` a an asker may see, by the same relations as `resultView`. Takes parameters `$1` to `$3`,
 * which `visibilityParams` gives.
 */
export const VISIBLE = `(a.office_unit_id = ANY ($1::uuid[]) OR ($2 AND a.phase = 'PUBLISHED') OR EXISTS (
  SELECT FROM unit_result own WHERE own.assessment_id = a.assessment_id AND own.unit_id = $3::uuid))`;

export async function visibilityParams(
  on: Queryable,
  asker: Asker,
): Promise<[officeIds: string[], seesPublished: boolean, ownUnitId: string | null]> {
  const ownUnitId = may(asker, 'READ_OWN_UNIT', { unitId: asker.unitId }) ? asker.unitId : null;
  return [await officesOverseenBy(on, asker), may(asker, 'READ_PUBLISHED'), ownUnitId];
}
