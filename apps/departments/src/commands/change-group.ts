import { Injectable } from '@nestjs/common';
import { Id } from '#contracts';
import { Commands, endpoint, requireVersion, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { assertAllowed } from '../domain/departments.policy.js';
import { lockGroup } from '../persistence/groups.js';
import { groupReply, GroupView } from '../queries/group.view.js';
import { GroupFields, recordGroup } from './record-group.js';

export const changeGroup = endpoint({
  method: 'PUT',
  path: '/api/departments/groups/:groupId',
  summary: '变更单位组 — replace name, aliases and the list of memberships',
  tag: 'groups',
  params: z.object({ groupId: Id }),
  body: GroupFields,
  response: GroupView,
  problems: ['GROUP.NOT_FOUND', 'GROUP.NAME_TAKEN', 'GROUP.MEMBERSHIP_INVALID'],
});

@Injectable()
export class ChangeGroup {
  constructor(private readonly commands: Commands) {}

  async execute({ params, body }: InputOf<typeof changeGroup>, context: CommandContext): Promise<Reply<GroupView>> {
    assertAllowed('group.put', context.caller);
    return this.commands.run(context, async (tx) => {
      const { version } = await lockGroup(tx, params.groupId);
      requireVersion(context, version);
      const put = { group: { groupId: params.groupId, ...body }, version: version + 1 };
      await recordGroup(tx, put, context);
      return groupReply(put);
    });
  }
}
