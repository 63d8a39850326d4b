import { Injectable } from '@nestjs/common';
import { Id, PageQuery, pageOf, text } from '#contracts';
import { Database, decodeCursor, endpoint, type CommandContext, type InputOf, type OutputOf } from '#platform';
import { z } from 'zod';
import { assertAllowed } from '../domain/departments.policy.js';
import { GROUP_COLUMNS, type VersionedGroup } from '../persistence/groups.js';
import { GroupView } from './group.view.js';
import { pageFrom } from './page.js';

export const listGroups = endpoint({
  method: 'GET',
  path: '/api/departments/groups',
  summary: '单位组名录 — groups in the order in which they were set up',
  tag: 'groups',
  query: PageQuery.extend({ name: text(100).optional().meta({ description: 'part of a name or an alias' }) }),
  response: pageOf(GroupView),
});

@Injectable()
export class ListGroups {
  constructor(private readonly database: Database) {}

  async execute({ query }: InputOf<typeof listGroups>, context: CommandContext): Promise<OutputOf<typeof listGroups>> {
    assertAllowed('group.read', context.caller);
    const [after] = query.cursor ? decodeCursor(query.cursor, z.tuple([Id])) : [null];
    const { rows } = await this.database.query<VersionedGroup>(
      `SELECT ${GROUP_COLUMNS} FROM unit_group g
       WHERE ($1::text IS NULL OR strpos(g.name, $1) > 0 OR EXISTS (SELECT FROM unnest(g.aliases) a WHERE strpos(a, $1) > 0))
         AND ($2::uuid IS NULL OR g.group_id > $2)
       ORDER BY g.group_id LIMIT $3`,
      [query.name ?? null, after, query.limit + 1],
    );
    const groups = rows.map(({ group, version }) => ({ ...group, version }));
    return pageFrom(groups, query.limit, ({ groupId }) => [groupId]);
  }
}
