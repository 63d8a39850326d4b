import type { UnitKind, UnitState } from '#contracts';
import type { Queryable } from '#messaging';
import { refusalOf } from '../domain/errors.js';
import type { UnitSurroundings } from '../domain/unit.js';
import { refusingDuplicates } from './unique-violation.js';

/** A row of the register: the unit and the version that its ETag shows. */
export interface VersionedUnit {
  version: number;
  unit: UnitState;
}

/** The columns of `unit` as `UnitState` and `version`; for `SELECT ${UNIT_COLUMNS} FROM unit`. */
export const UNIT_COLUMNS = `version, jsonb_build_object('unitId', unit_id, 'name', name, 'kind', kind,
  'superiorId', superior_id, 'seatUnitId', seat_unit_id, 'scorable', scorable, 'aliases', aliases, 'origin', origin) AS unit`;

/** Locks the unit until the transaction ends. Throws UNIT.NOT_FOUND. */
export async function lockUnit(tx: Queryable, unitId: string): Promise<VersionedUnit> {
  const { rows } = await tx.query<VersionedUnit>(`SELECT ${UNIT_COLUMNS} FROM unit WHERE unit_id = $1 FOR UPDATE`, [
    unitId,
  ]);
  if (!rows[0]) throw refusalOf('UNIT.NOT_FOUND');
  return rows[0];
}

/**
 * What the unit refers to. Holds the hierarchy until the transaction ends: two changes at once could otherwise put each
 * unit below the other.
 */
export async function surroundingsOf(tx: Queryable, unit: UnitState): Promise<UnitSurroundings> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('unit.superior_id', 0))`);
  const { rows } = await tx.query<{ unitId: string; kind: UnitKind; above: boolean }>(
    `WITH RECURSIVE above AS (
       SELECT unit_id, superior_id FROM unit WHERE unit_id = $1
       UNION SELECT u.unit_id, u.superior_id FROM unit u JOIN above a ON u.unit_id = a.superior_id)
     SELECT unit_id AS "unitId", kind, unit_id IN (SELECT unit_id FROM above) AS above
     FROM unit WHERE unit_id IN (SELECT unit_id FROM above UNION SELECT $2::uuid)`,
    [unit.superiorId, unit.seatUnitId],
  );
  return {
    superior: rows.find(({ unitId }) => unitId === unit.superiorId),
    seat: rows.find(({ unitId }) => unitId === unit.seatUnitId),
    aboveSuperior: rows.filter(({ above }) => above).map(({ unitId }) => unitId),
  };
}

/** Which of `unitIds` the register knows. */
export async function registeredAmong(tx: Queryable, unitIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ unit_id: string }>('SELECT unit_id FROM unit WHERE unit_id = ANY ($1::uuid[])', [
    unitIds,
  ]);
  return new Set(rows.map(({ unit_id }) => unit_id));
}

/** Throws UNIT.NAME_TAKEN. */
export function insertUnit(tx: Queryable, unit: UnitState): Promise<unknown> {
  const text = `INSERT INTO unit (unit_id, version, name, kind, superior_id, seat_unit_id, scorable, aliases, origin)
    VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8)`;
  return refusingDuplicates('unit_name', 'UNIT.NAME_TAKEN', () => tx.query(text, columnsOf(unit)));
}

/** Writes all fields of a unit that `lockUnit` gave, as `version`. Throws UNIT.NAME_TAKEN. */
export function updateUnit(tx: Queryable, { unit, version }: VersionedUnit): Promise<unknown> {
  const text = `UPDATE unit SET name = $2, kind = $3, superior_id = $4, seat_unit_id = $5, scorable = $6, aliases = $7,
    origin = $8, version = $9 WHERE unit_id = $1`;
  return refusingDuplicates('unit_name', 'UNIT.NAME_TAKEN', () => tx.query(text, [...columnsOf(unit), version]));
}

function columnsOf(unit: UnitState): unknown[] {
  const { unitId, name, kind, superiorId, seatUnitId, scorable, aliases, origin } = unit;
  return [unitId, name, kind, superiorId, seatUnitId, scorable, JSON.stringify(aliases), origin];
}
