import type { SchemeState } from '#contracts';
import type { Queryable } from '#messaging';
import type { Office } from '../domain/assessment.policy.js';
import { refuse } from '../domain/errors.js';
import { officeState } from './offices.js';

/** The columns of `scheme` as a `SchemeState`. */
export const SCHEME_STATE = `jsonb_build_object('schemeId', scheme_id, 'officeUnitId', office_unit_id, 'name', name, 'year', year, 'revision', revision,
  'objectClass', object_class, 'fullMarks', full_marks, 'origin', origin, 'items', items)`;

/** @throws DomainError `SCHEME.NOT_FOUND` */
export async function schemeById(on: Queryable, schemeId: string): Promise<{ scheme: SchemeState; office: Office }> {
  const { rows } = await on.query<{ scheme: SchemeState; office: Office }>(
    {
      name: 'scheme-by-id',
      text: `SELECT ${SCHEME_STATE} AS scheme, ${officeState('s.office_unit_id')} AS office FROM scheme s WHERE scheme_id = $1`,
    },
    [schemeId],
  );
  if (rows[0]) return rows[0];
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
  const { schemeId, officeUnitId, year, objectClass, revision, name, fullMarks, origin, items } = scheme;
  await tx.query(
    `INSERT INTO scheme (scheme_id, office_unit_id, year, object_class, revision, name, full_marks, origin, items, adopted_by, adopted_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      schemeId,
      officeUnitId,
      year,
      objectClass,
      revision,
      name,
      fullMarks,
      origin,
      JSON.stringify(items),
      adopted.by,
      adopted.at,
    ],
  );
}
