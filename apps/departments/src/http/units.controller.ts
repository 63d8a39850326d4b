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
    private readonly registration: RegisterUnit,
    private readonly renaming: RenameUnit,
    private readonly changing: ChangeUnit,
    private readonly reading: GetUnit,
    private readonly listing: ListUnits,
  ) {}

  @Endpoint(registerUnit)
  register(@Input() input: InputOf<typeof registerUnit>, @Context() context: CommandContext) {
    return this.registration.execute(input, context);
  }

  @Endpoint(renameUnit)
  rename(@Input() input: InputOf<typeof renameUnit>, @Context() context: CommandContext) {
    return this.renaming.execute(input, context);
  }

  @Endpoint(changeUnit)
  change(@Input() input: InputOf<typeof changeUnit>, @Context() context: CommandContext) {
    return this.changing.execute(input, context);
  }

  @Endpoint(getUnit)
  one(@Input() input: InputOf<typeof getUnit>, @Context() context: CommandContext) {
    return this.reading.execute(input, context);
  }

  @Endpoint(listUnits)
  list(@Input() input: InputOf<typeof listUnits>, @Context() context: CommandContext) {
    return this.listing.execute(input, context);
  }
}
