import { may, type Asker } from '../domain/assessment.policy.js';

/**
 * Which rows of `assessment` a an asker may see, by the same relations as `resultView`. Takes parameters `$1` to `$3`,
 * which `visibilityParams` gives.
 */
export const VISIBLE = `($1 OR ($2 AND a.phase = 'PUBLISHED') OR EXISTS (
  SELECT FROM unit_result own WHERE own.assessment_id = a.assessment_id AND own.unit_id = $3::uuid))`;

export function visibilityParams(
  asker: Asker,
): [seesEverything: boolean, seesPublished: boolean, ownUnitId: string | null] {
  const ownUnitId = may(asker, 'READ_OWN_UNIT', asker.unitId) ? asker.unitId : null;
  return [may(asker, 'READ_EVERYTHING'), may(asker, 'READ_PUBLISHED'), ownUnitId];
}
