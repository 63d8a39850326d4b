import type { Queryable } from '#messaging';
import type { UnitCircle } from '../domain/tasks.policy.js';

/**
 * A leading group stands outside the administrative hierarchy: being its office or member does not bar from reviewing.
 * A unit of which a superior is still to come is left out: its circle would look smaller than it is.
 */
const CIRCLES = {
  name: 'unit-circles',
  text: `WITH RECURSIVE above (of, unit_id, superior_id) AS (
      SELECT unit_id, unit_id, superior_id FROM directory_unit WHERE unit_id = ANY ($1::uuid[])
      UNION SELECT a.of, u.unit_id, u.superior_id FROM above a JOIN directory_unit u ON u.unit_id = a.superior_id
        WHERE u.kind <> 'LEADING_GROUP')
    SELECT u.unit_id AS "unitId", u.seat_unit_id AS "seatUnitId",
      array(SELECT a.unit_id FROM above a WHERE a.of = u.unit_id AND a.unit_id <> u.unit_id) AS "superiorIds"
    FROM directory_unit u WHERE u.unit_id = ANY ($1::uuid[]) AND NOT EXISTS (
      SELECT FROM above a LEFT JOIN directory_unit superior ON superior.unit_id = a.superior_id
      WHERE a.of = u.unit_id AND a.superior_id IS NOT NULL AND superior.unit_id IS NULL)`,
};

/** The circles of `unitIds`; null for a unit of which the directory does not know the whole circle yet. */
export async function unitCircles(
  on: Queryable,
  unitIds: readonly string[],
): Promise<(unitId: string) => UnitCircle | null> {
  const { rows } = await on.query<UnitCircle>(CIRCLES, [[...new Set(unitIds)]]);
  const known = new Map(rows.map((circle) => [circle.unitId, circle]));
  return (unitId) => known.get(unitId) ?? null;
}
