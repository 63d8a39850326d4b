import { Controller } from '@nestjs/common';
import { Context, Endpoint, Input, type CommandContext, type InputOf } from '#platform';
import { ChangeUnit, changeUnit } from '../commands/change-unit.js';
import { RegisterUnit, registerUnit } from '../commands/register-unit.js';
import { RenameUnit, renameUnit } from '../commands/rename-unit.js';
import { GetUnit, getUnit } from '../queries/get-unit.js';
import { ListUnits, listUnits } from '../queries/list-units.js';

@Controller()
export class UnitsController {
  constructor(
    private readonly registerUnit: RegisterUnit,
    private readonly renameUnit: RenameUnit,
    private readonly changeUnit: ChangeUnit,
    private readonly getUnit: GetUnit,
    private readonly listUnits: ListUnits,
  ) {}

  @Endpoint(registerUnit)
  register(@Input() input: InputOf<typeof registerUnit>, @Context() context: CommandContext) {
    return this.registerUnit.execute(input, context);
  }

  @Endpoint(renameUnit)
  rename(@Input() input: InputOf<typeof renameUnit>, @Context() context: CommandContext) {
    return this.renameUnit.execute(input, context);
  }

  @Endpoint(changeUnit)
  change(@Input() input: InputOf<typeof changeUnit>, @Context() context: CommandContext) {
    return this.changeUnit.execute(input, context);
  }

  @Endpoint(getUnit)
  one(@Input() input: InputOf<typeof getUnit>, @Context() context: CommandContext) {
    return this.getUnit.execute(input, context);
  }

  @Endpoint(listUnits)
  list(@Input() input: InputOf<typeof listUnits>, @Context() context: CommandContext) {
    return this.listUnits.execute(input, context);
  }
}
