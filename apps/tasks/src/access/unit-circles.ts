import type { Queryable } from '#messaging';
import type { UnitCircle } from '../domain/tasks.policy.js';

/**
 * The tables `above` and `circle` of a `WITH RECURSIVE`, for the ids that the query `units` gives. A leading group stands
 * outside the administrative hierarchy: being its office or member does not bar from reviewing. A unit of which a superior
 * is still to come is left out: its circle would look smaller than it is.
 */
export function circleTables(units: string): string {
  return `above (of, unit_id, superior_id) AS (
      SELECT unit_id, unit_id, superior_id FROM directory_unit WHERE unit_id IN (${units})
      UNION SELECT a.of, u.unit_id, u.superior_id FROM above a JOIN directory_unit u ON u.unit_id = a.superior_id
        WHERE u.kind <> 'LEADING_GROUP'),
    circle AS (
      SELECT u.unit_id, u.seat_unit_id, chain.superior_ids FROM directory_unit u JOIN (
        SELECT a.of, array_remove(array_agg(a.unit_id), a.of) AS superior_ids,
          bool_or(a.superior_id IS NOT NULL AND superior.unit_id IS NULL) AS is_broken
        FROM above a LEFT JOIN directory_unit superior ON superior.unit_id = a.superior_id GROUP BY a.of) chain ON chain.of = u.unit_id
      WHERE NOT chain.is_broken)`;
}

/** `mustStepAside` in SQL, of two rows of `circle`. */
export function stepsAsideSql(one: string, other: string): string {
  return `((${isInCircleSql(one, other)} OR ${isInCircleSql(other, one)}) IS TRUE)`;
}

function isInCircleSql(circle: string, unit: string): string {
  return `${unit}.unit_id IN (${circle}.unit_id, ${circle}.seat_unit_id) OR ${unit}.unit_id = ANY (${circle}.superior_ids)`;
}

const CIRCLES = {
  name: 'unit-circles',
  text: `WITH RECURSIVE ${circleTables('SELECT unnest($1::uuid[])')}
    SELECT unit_id AS "unitId", seat_unit_id AS "seatUnitId", superior_ids AS "superiorIds" FROM circle`,
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
