import { Controller } from '@nestjs/common';
import { Context, Endpoint, Input, type CommandContext, type InputOf } from '#platform';
import { ChangeGroup, changeGroup } from '../commands/change-group.js';
import { SetUpGroup, setUpGroup } from '../commands/set-up-group.js';
import { GetGroup, getGroup } from '../queries/get-group.js';
import { ListGroups, listGroups } from '../queries/list-groups.js';

@Controller()
export class GroupsController {
  constructor(
    private readonly settingUp: SetUpGroup,
    private readonly changing: ChangeGroup,
    private readonly reading: GetGroup,
    private readonly listing: ListGroups,
  ) {}

  @Endpoint(setUpGroup)
  setUp(@Input() input: InputOf<typeof setUpGroup>, @Context() context: CommandContext) {
    return this.settingUp.execute(input, context);
  }

  @Endpoint(changeGroup)
  change(@Input() input: InputOf<typeof changeGroup>, @Context() context: CommandContext) {
    return this.changing.execute(input, context);
  }

  @Endpoint(getGroup)
  one(@Input() input: InputOf<typeof getGroup>, @Context() context: CommandContext) {
    return this.reading.execute(input, context);
  }

  @Endpoint(listGroups)
  list(@Input() input: InputOf<typeof listGroups>, @Context() context: CommandContext) {
    return this.listing.execute(input, context);
  }
}
