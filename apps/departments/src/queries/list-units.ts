import { Injectable } from '@nestjs/common';
import { Id, PageQuery, pageOf, text, UnitKind } from '#contracts';
import { Database, decodeCursor, endpoint, type CommandContext, type InputOf, type OutputOf } from '#platform';
import { z } from 'zod';
import { assertAllowed } from '../domain/departments.policy.js';
import { UNIT_COLUMNS, type VersionedUnit } from '../persistence/units.js';
import { pageFrom } from './page.js';
import { UnitView } from './unit.view.js';

export const listUnits = endpoint({
  method: 'GET',
  path: '/api/departments/units',
  summary: '单位名录 — units in the order in which they were registered',
  tag: 'units',
  query: PageQuery.extend({
    kind: UnitKind.optional(),
    superiorId: Id.optional(),
    name: text(100).optional().meta({ description: 'part of a name or an alias' }),
  }),
  response: pageOf(UnitView),
});

@Injectable()
export class ListUnits {
  constructor(private readonly database: Database) {}

  async execute({ query }: InputOf<typeof listUnits>, context: CommandContext): Promise<OutputOf<typeof listUnits>> {
    assertAllowed('unit.read', context.caller);
    const [after] = query.cursor ? decodeCursor(query.cursor, z.tuple([Id])) : [null];
    // Ids are ordered by time, so their order is that of registration.
    const { rows } = await this.database.query<VersionedUnit>(
      `SELECT ${UNIT_COLUMNS} FROM unit
       WHERE ($1::text IS NULL OR kind = $1) AND ($2::uuid IS NULL OR superior_id = $2) AND ($4::uuid IS NULL OR unit_id > $4)
         AND ($3::text IS NULL OR strpos(name, $3) > 0
           OR EXISTS (SELECT FROM jsonb_array_elements(aliases) a WHERE strpos(a->>'name', $3) > 0))
       ORDER BY unit_id LIMIT $5`,
      [query.kind ?? null, query.superiorId ?? null, query.name ?? null, after, query.limit + 1],
    );
    const units = rows.map(({ unit, version }) => ({ ...unit, version }));
    return pageFrom(units, query.limit, ({ unitId }) => [unitId]);
  }
}
