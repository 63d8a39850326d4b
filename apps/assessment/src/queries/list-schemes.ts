import { Injectable } from '@nestjs/common';
import { Id, pageOf, PageQuery, SchemeState, UnitKind } from '#contracts';
import { Database, decodeCursor, encodeCursor, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { requirePermission } from '../domain/assessment.policy.js';
import { SCHEME_STATE } from '../persistence/schemes.js';
import { Year } from './year.js';

export const listSchemes = endpoint({
  method: 'GET',
  path: '/api/assessment/schemes',
  summary: '考核办法一览，新的在前',
  tag: 'schemes',
  query: PageQuery.extend({ year: Year.optional(), objectClass: UnitKind.optional() }),
  response: pageOf(SchemeState),
  problems: ['ASSESSMENT.FORBIDDEN'],
});

const Cursor = z.tuple([Year, UnitKind, Id, z.int32().min(1)]);

/** Adopted schemes with all their revisions. */
@Injectable()
export class ListSchemes {
  constructor(private readonly database: Database) {}

  async execute({ query }: InputOf<typeof listSchemes>, { caller }: CommandContext) {
    requirePermission(caller, 'READ_SCHEMES');
    const [year, objectClass, officeUnitId, revision] = query.cursor ? decodeCursor(query.cursor, Cursor) : [];
    const { rows } = await this.database.query<{ scheme: SchemeState }>(
      {
        name: 'list-schemes',
        text: `SELECT ${SCHEME_STATE} AS scheme FROM scheme
          WHERE ($1::integer IS NULL OR year = $1) AND ($2::text IS NULL OR object_class = $2)
            AND ($3::integer IS NULL OR
              (-year, object_class, office_unit_id, -revision) > (-$3, $4, $5::uuid, -$6::integer))
          ORDER BY -year, object_class, office_unit_id, -revision LIMIT $7`,
      },
      [query.year, query.objectClass, year, objectClass, officeUnitId, revision, query.limit + 1],
    );
    const items = rows.slice(0, query.limit).map(({ scheme }) => scheme);
    const last = items.at(-1);
    if (!last || rows.length <= query.limit) return { items };
    return { items, next: encodeCursor([last.year, last.objectClass, last.officeUnitId, last.revision]) };
  }
}
