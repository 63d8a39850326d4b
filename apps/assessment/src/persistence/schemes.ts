import type { SchemeState } from '#contracts';
import type { Queryable } from '#messaging';
import { refuse } from '../domain/errors.js';

/** The columns of `scheme` as a `SchemeState`. */
export const SCHEME_STATE = `jsonb_build_object('schemeId', scheme_id, 'name', name, 'year', year, 'revision', revision,
  'objectClass', object_class, 'fullMarks', full_marks, 'origin', origin, 'items', items)`;

/** @throws DomainError `SCHEME.NOT_FOUND` */
export async function schemeById(on: Queryable, schemeId: string): Promise<SchemeState> {
  const { rows } = await on.query<{ scheme: SchemeState }>(
    { name: 'scheme-by-id', text: `SELECT ${SCHEME_STATE} AS scheme FROM scheme WHERE scheme_id = $1` },
    [schemeId],
  );
  if (rows[0]) return rows[0].scheme;
  throw refuse(
    'SCHEME.NOT_FOUND',
    'There is no such scheme. GET /api/assessment/schemes lists those that were adopted.',
  );
}

export async function insertScheme(
  tx: Queryable,
  scheme: SchemeState,
  adopted: { by: string; at: Date },
): Promise<void> {
  const { schemeId, year, objectClass, revision, name, fullMarks, origin, items } = scheme;
  await tx.query(
    `INSERT INTO scheme (scheme_id, year, object_class, revision, name, full_marks, origin, items, adopted_by, adopted_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [schemeId, year, objectClass, revision, name, fullMarks, origin, JSON.stringify(items), adopted.by, adopted.at],
  );
}
