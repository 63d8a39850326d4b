import { Injectable } from '@nestjs/common';
import { newId } from '#kernel';
import { Commands, endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { assertAllowed } from '../domain/departments.policy.js';
import { groupReply, GroupView } from '../queries/group.view.js';
import { GroupFields, recordGroup } from './record-group.js';

export const setUpGroup = endpoint({
  method: 'POST',
  path: '/api/departments/groups',
  summary: '设立单位组 — set up a group with dated memberships',
  tag: 'groups',
  body: GroupFields,
  response: GroupView,
  status: 201,
  problems: ['GROUP.NAME_TAKEN', 'GROUP.MEMBERSHIP_INVALID'],
});

@Injectable()
export class SetUpGroup {
  constructor(private readonly commands: Commands) {}

  async execute({ body }: InputOf<typeof setUpGroup>, context: CommandContext): Promise<Reply<GroupView>> {
    assertAllowed('group.put', context.caller);
    return this.commands.run(context, async (tx) => {
      const put = { group: { groupId: newId(), ...body }, version: 1 };
      await recordGroup(tx, put, context);
      return groupReply(put, 201);
    });
  }
}
