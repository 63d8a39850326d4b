import type { Queryable } from '#messaging';
import type { UnitCircle } from '../domain/tasks.policy.js';

/** A leading group stands outside the administrative hierarchy: being its office or member does not bar from reviewing. */
const CIRCLES = {
  name: 'unit-circles',
  text: `WITH RECURSIVE above (of, unit_id, superior_id) AS (
      SELECT unit_id, unit_id, superior_id FROM directory_unit WHERE unit_id = ANY ($1::uuid[])
      UNION SELECT a.of, u.unit_id, u.superior_id FROM above a JOIN directory_unit u ON u.unit_id = a.superior_id
        WHERE u.kind <> 'LEADING_GROUP')
    SELECT u.unit_id AS "unitId", u.seat_unit_id AS "seatUnitId",
      array(SELECT a.unit_id FROM above a WHERE a.of = u.unit_id AND a.unit_id <> u.unit_id) AS "superiorIds"
    FROM directory_unit u WHERE u.unit_id = ANY ($1::uuid[])`,
};

/** The circles of `unitIds`; a unit that the directory does not know yet stands alone. */
export async function unitCircles(on: Queryable, unitIds: readonly string[]): Promise<(unitId: string) => UnitCircle> {
  const { rows } = await on.query<UnitCircle>(CIRCLES, [[...new Set(unitIds)]]);
  const known = new Map(rows.map((circle) => [circle.unitId, circle]));
  return (unitId) => known.get(unitId) ?? { unitId, superiorIds: [], seatUnitId: null };
}
