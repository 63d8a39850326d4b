import { GroupState } from '#contracts';
import { reply, type Reply } from '#platform';
import { z } from 'zod';
import type { VersionedGroup } from '../persistence/groups.js';

/** A group with all its memberships, past and coming ones among them; `version` is also its ETag. */
export const GroupView = GroupState.extend({ version: z.number().int() }).meta({ id: 'Group' });
export type GroupView = z.infer<typeof GroupView>;

export function groupReply({ group, version }: VersionedGroup, status?: 201): Reply<GroupView> {
  const location = `/api/departments/groups/${group.groupId}`;
  return reply({ ...group, version }, { etag: version, ...(status && { status, location }) });
}
