import { Inject, Injectable } from '@nestjs/common';
import { DateOnly, Id } from '#contracts';
import { CLOCK, localDateOf, type Clock } from '#kernel';
import { Database, endpoint, reply, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { assertAllowed } from '../domain/departments.policy.js';
import { refusalOf } from '../domain/errors.js';
import { membersOn } from '../domain/group.js';
import { GROUP_COLUMNS, type VersionedGroup } from '../persistence/groups.js';
import { GroupView } from './group.view.js';

const GroupOnDay = GroupView.extend({
  on: DateOnly,
  membersOn: z.array(Id).meta({ description: 'units that are members on that day' }),
}).meta({ id: 'GroupOnDay' });
type GroupOnDay = z.infer<typeof GroupOnDay>;

export const getGroup = endpoint({
  method: 'GET',
  path: '/api/departments/groups/:groupId',
  summary: '查看单位组 — one group and who belongs to it on a day (today, where none is given)',
  tag: 'groups',
  params: z.object({ groupId: Id }),
  query: z.object({ on: DateOnly.optional() }),
  response: GroupOnDay,
  problems: ['GROUP.NOT_FOUND'],
});

@Injectable()
export class GetGroup {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ params, query }: InputOf<typeof getGroup>, context: CommandContext): Promise<Reply<GroupOnDay>> {
    assertAllowed('group.read', context.caller);
    const { rows } = await this.database.query<VersionedGroup>(
      `SELECT ${GROUP_COLUMNS} FROM unit_group g WHERE g.group_id = $1`,
      [params.groupId],
    );
    if (!rows[0]) throw refusalOf('GROUP.NOT_FOUND');
    const { group, version } = rows[0];
    const on = query.on ?? localDateOf(this.clock.now());
    return reply({ ...group, version, on, membersOn: membersOn(group.members, on) }, { etag: version });
  }
}
