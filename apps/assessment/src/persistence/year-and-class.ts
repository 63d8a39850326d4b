import type { UnitKind } from '#contracts';
import type { Queryable } from '#messaging';

/** What is numbered per year and class. */
export interface YearAndClass {
  year: number;
  objectClass: UnitKind;
}

/** Holds the numbering of a year and class until the transaction ends: two at once would otherwise take the same number. */
export async function holdNumbering(tx: Queryable, { year, objectClass }: YearAndClass): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`assessment ${year} ${objectClass}`]);
}
