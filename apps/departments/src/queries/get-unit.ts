import { Injectable } from '@nestjs/common';
import { Id } from '#contracts';
import { Database, endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { assertAllowed } from '../domain/departments.policy.js';
import { refusalOf } from '../domain/errors.js';
import { UNIT_COLUMNS, type VersionedUnit } from '../persistence/units.js';
import { unitReply, UnitView } from './unit.view.js';

export const getUnit = endpoint({
  method: 'GET',
  path: '/api/departments/units/:unitId',
  summary: '查看单位 — one unit',
  tag: 'units',
  params: z.object({ unitId: Id }),
  response: UnitView,
  problems: ['UNIT.NOT_FOUND'],
});

@Injectable()
export class GetUnit {
  constructor(private readonly database: Database) {}

  async execute({ params }: InputOf<typeof getUnit>, context: CommandContext): Promise<Reply<UnitView>> {
    assertAllowed('unit.read', context.caller);
    const { rows } = await this.database.query<VersionedUnit>(`SELECT ${UNIT_COLUMNS} FROM unit WHERE unit_id = $1`, [
      params.unitId,
    ]);
    if (!rows[0]) throw refusalOf('UNIT.NOT_FOUND');
    return unitReply(rows[0]);
  }
}
