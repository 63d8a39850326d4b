import { Controller } from '@nestjs/common';
import { Context, Endpoint, Input, type CommandContext, type InputOf } from '#platform';
import { ChangeGroup, changeGroup } from '../commands/change-group.js';
import { SetUpGroup, setUpGroup } from '../commands/set-up-group.js';
import { GetGroup, getGroup } from '../queries/get-group.js';
import { ListGroups, listGroups } from '../queries/list-groups.js';

@Controller()
export class GroupsController {
  constructor(
    private readonly setUpGroup: SetUpGroup,
    private readonly changeGroup: ChangeGroup,
    private readonly getGroup: GetGroup,
    private readonly listGroups: ListGroups,
  ) {}

  @Endpoint(setUpGroup)
  setUp(@Input() input: InputOf<typeof setUpGroup>, @Context() context: CommandContext) {
    return this.setUpGroup.execute(input, context);
  }

  @Endpoint(changeGroup)
  change(@Input() input: InputOf<typeof changeGroup>, @Context() context: CommandContext) {
    return this.changeGroup.execute(input, context);
  }

  @Endpoint(getGroup)
  one(@Input() input: InputOf<typeof getGroup>, @Context() context: CommandContext) {
    return this.getGroup.execute(input, context);
  }

  @Endpoint(listGroups)
  list(@Input() input: InputOf<typeof listGroups>, @Context() context: CommandContext) {
    return this.listGroups.execute(input, context);
  }
}
