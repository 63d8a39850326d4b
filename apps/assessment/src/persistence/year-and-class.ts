import type { UnitKind } from '#contracts';
import type { Queryable } from '#messaging';

/** What is numbered per office, year and class. */
export interface YearAndClass {
  officeUnitId: string;
  year: number;
  objectClass: UnitKind;
}

const LAST = {
  revision: 'SELECT max(revision) AS last FROM scheme WHERE office_unit_id = $1 AND year = $2 AND object_class = $3',
  publication:
    'SELECT max(publication) AS last FROM assessment WHERE office_unit_id = $1 AND year = $2 AND object_class = $3',
} as const;

/** The next number of an office's year and class. It is held until the transaction ends: two at once would otherwise take the same. */
export async function nextNumber(
  tx: Queryable,
  what: keyof typeof LAST,
  { officeUnitId, year, objectClass }: YearAndClass,
): Promise<number> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `${what} ${officeUnitId} ${year} ${objectClass}`,
  ]);
  const { rows } = await tx.query<{ last: number | null }>(LAST[what], [officeUnitId, year, objectClass]);
  return (rows[0]?.last ?? 0) + 1;
}
