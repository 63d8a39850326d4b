import { Injectable } from '@nestjs/common';
import { Id, UnitChanged } from '#contracts';
import { Commands, endpoint, eventOf, requireVersion, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { assertAllowed } from '../domain/departments.policy.js';
import { assertUnitFits } from '../domain/unit.js';
import { lockUnit, surroundingsOf, updateUnit } from '../persistence/units.js';
import { unitReply, UnitView } from '../queries/unit.view.js';
import { UnitAliases } from './unit-fields.js';

export const changeUnit = endpoint({
  method: 'PATCH',
  path: '/api/departments/units/:unitId',
  summary: '变更单位信息 — change superior, seat, aliases or scorability; fields left out stay',
  tag: 'units',
  params: z.object({ unitId: Id }),
  body: z.strictObject({
    superiorId: Id.nullable().optional(),
    seatUnitId: Id.nullable().optional(),
    scorable: z.boolean().optional(),
    aliases: UnitAliases.optional(),
  }),
  response: UnitView,
  problems: ['UNIT.NOT_FOUND', 'UNIT.SUPERIOR_INVALID', 'UNIT.SEAT_INVALID', 'UNIT.NOT_SCORABLE'],
});

@Injectable()
export class ChangeUnit {
  constructor(private readonly commands: Commands) {}

  async execute({ params, body }: InputOf<typeof changeUnit>, context: CommandContext): Promise<Reply<UnitView>> {
    assertAllowed('unit.change', context.caller);
    return this.commands.run(context, async (tx) => {
      const before = await lockUnit(tx, params.unitId);
      requireVersion(context, before.version);
      const after = { unit: { ...before.unit, ...body }, version: before.version + 1 };
      assertUnitFits(after.unit, await surroundingsOf(tx, after.unit));
      await updateUnit(tx, after);
      const event = { aggregateId: params.unitId, aggregateVersion: after.version, data: { unit: after.unit } };
      tx.append([eventOf(UnitChanged, event, context)]);
      return unitReply(after);
    });
  }
}
