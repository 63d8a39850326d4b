import { Injectable } from '@nestjs/common';
import { DateOnly, Id, UnitRenamed } from '#contracts';
import { localDateOf } from '#kernel';
import { Commands, endpoint, eventOf, requireVersion, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { assertAllowed } from '../domain/departments.policy.js';
import { renamed } from '../domain/unit.js';
import { lockUnit, updateUnit } from '../persistence/units.js';
import { unitReply, UnitView } from '../queries/unit.view.js';
import { UnitName } from './unit-fields.js';

export const renameUnit = endpoint({
  method: 'PUT',
  path: '/api/departments/units/:unitId/name',
  summary: '单位更名 — rename a unit; the old name becomes an alias',
  tag: 'units',
  params: z.object({ unitId: Id }),
  body: z.strictObject({
    name: UnitName,
    lastDayOfOldName: DateOnly.meta({ description: 'today or earlier: the new name is in force at once' }),
  }),
  response: UnitView,
  problems: ['UNIT.NOT_FOUND', 'UNIT.NAME_TAKEN', 'UNIT.RENAMED_AHEAD'],
});

@Injectable()
export class RenameUnit {
  constructor(private readonly commands: Commands) {}

  async execute({ params, body }: InputOf<typeof renameUnit>, context: CommandContext): Promise<Reply<UnitView>> {
    assertAllowed('unit.rename', context.caller);
    return this.commands.run(context, async (tx) => {
      const before = await lockUnit(tx, params.unitId);
      requireVersion(context, before.version);
      const unit = renamed(before.unit, body.name, body.lastDayOfOldName, localDateOf(context.now));
      const after = { unit, version: before.version + 1 };
      await updateUnit(tx, after);
      const data = { unit: after.unit, previousName: before.unit.name };
      const event = { aggregateId: params.unitId, aggregateVersion: after.version, data };
      tx.append([eventOf(UnitRenamed, event, context)]);
      return unitReply(after);
    });
  }
}
