import type { UnitKind } from '#contracts';
import type { Queryable } from '#messaging';
import type { UnitTree } from '../domain/own-unit.js';
import type { AssessedUnit } from '../domain/scoring/score-class.js';

/** Units of a class that the city may assess, as the register has them now. */
export async function unitsOfClass(on: Queryable, objectClass: UnitKind): Promise<AssessedUnit[]> {
  const { rows } = await on.query<AssessedUnit>(
    {
      name: 'units-of-class',
      text: 'SELECT unit_id AS "unitId", name FROM directory_unit WHERE kind = $1 AND scorable',
    },
    [objectClass],
  );
  return rows;
}

/**
 * The whole register, as far as it tells who belongs to whom. A leading group is nobody's superior here: it stands outside
 * the hierarchy by which people step aside, though its office names it.
 */
export async function unitTree(on: Queryable): Promise<UnitTree> {
  const { rows } = await on.query<{ unitId: string; superiorId: string | null; seatUnitId: string | null }>({
    name: 'unit-tree',
    text: `SELECT u.unit_id AS "unitId", superior.unit_id AS "superiorId", u.seat_unit_id AS "seatUnitId"
      FROM directory_unit u LEFT JOIN directory_unit superior ON superior.unit_id = u.superior_id AND superior.kind <> 'LEADING_GROUP'`,
  });
  return new Map(rows.map((unit) => [unit.unitId, unit]));
}
