import type { UnitKind } from '#contracts';
import type { Queryable } from '#messaging';

/** What is numbered per year and class. */
export interface YearAndClass {
  year: number;
  objectClass: UnitKind;
}

const LAST = {
  revision: 'SELECT max(revision) AS last FROM scheme WHERE year = $1 AND object_class = $2',
  publication: 'SELECT max(publication) AS last FROM assessment WHERE year = $1 AND object_class = $2',
} as const;

/** The next number of a year and class. It is held until the transaction ends: two at once would otherwise take the same. */
export async function nextNumber(
  tx: Queryable,
  what: keyof typeof LAST,
  { year, objectClass }: YearAndClass,
): Promise<number> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${what} ${year} ${objectClass}`]);
  const { rows } = await tx.query<{ last: number | null }>(LAST[what], [year, objectClass]);
  return (rows[0]?.last ?? 0) + 1;
}
