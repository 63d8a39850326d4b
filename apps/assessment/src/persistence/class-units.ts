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

/** The whole register, as far as it tells who belongs to whom. */
export async function unitTree(on: Queryable): Promise<UnitTree> {
  const { rows } = await on.query<{ unitId: string; superiorId: string | null; seatUnitId: string | null }>({
    name: 'unit-tree',
    text: 'SELECT unit_id AS "unitId", superior_id AS "superiorId", seat_unit_id AS "seatUnitId" FROM directory_unit',
  });
  return new Map(rows.map((unit) => [unit.unitId, unit]));
}
