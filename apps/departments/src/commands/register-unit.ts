import { Injectable } from '@nestjs/common';
import { Id, text, UnitKind, UnitRegistered, type UnitState } from '#contracts';
import { newId } from '#kernel';
import { Commands, endpoint, eventOf, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { assertAllowed } from '../domain/departments.policy.js';
import { assertUnitFits } from '../domain/unit.js';
import { insertUnit, surroundingsOf } from '../persistence/units.js';
import { unitReply, UnitView } from '../queries/unit.view.js';
import { UnitAliases, UnitName } from './unit-fields.js';

export const registerUnit = endpoint({
  method: 'POST',
  path: '/api/departments/units',
  summary: '登记单位 — register a unit',
  tag: 'units',
  body: z.strictObject({
    name: UnitName,
    kind: UnitKind,
    superiorId: Id.nullable().default(null),
    seatUnitId: Id.nullable().default(null),
    scorable: z.boolean(),
    aliases: UnitAliases.default([]),
    origin: text(200),
  }),
  response: UnitView,
  status: 201,
  problems: ['UNIT.NAME_TAKEN', 'UNIT.SUPERIOR_INVALID', 'UNIT.SEAT_INVALID', 'UNIT.NOT_SCORABLE'],
});

@Injectable()
export class RegisterUnit {
  constructor(private readonly commands: Commands) {}

  async execute({ body }: InputOf<typeof registerUnit>, context: CommandContext): Promise<Reply<UnitView>> {
    assertAllowed('unit.register', context.caller);
    return this.commands.run(context, async (tx) => {
      const unit: UnitState = { unitId: newId(), ...body };
      assertUnitFits(unit, await surroundingsOf(tx, unit));
      await insertUnit(tx, unit);
      const event = { aggregateId: unit.unitId, aggregateVersion: 1, data: { unit } };
      tx.append([eventOf(UnitRegistered, event, context)]);
      return unitReply({ unit, version: 1 }, 201);
    });
  }
}
