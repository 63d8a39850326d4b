import { DateOnly, GroupChanged, Id, text } from '#contracts';
import { eventOf, type CommandContext, type Tx } from '#platform';
import { z } from 'zod';
import { assertMemberships } from '../domain/group.js';
import { writeGroup, type VersionedGroup } from '../persistence/groups.js';
import { registeredAmong } from '../persistence/units.js';

/** A group as it is handed in, whole. */
export const GroupFields = z.strictObject({
  name: text(100),
  aliases: z.array(text(100)).max(100).default([]),
  origin: text(200),
  members: z
    .array(z.strictObject({ unitId: Id, from: DateOnly, to: DateOnly.nullable().default(null) }))
    .max(2_000)
    .meta({ description: 'the whole list, ended memberships among them; `to` is the last day' }),
});

/** Checks the memberships, writes the group and appends its event. */
export async function recordGroup(tx: Tx, put: VersionedGroup, context: CommandContext): Promise<void> {
  const { groupId, members } = put.group;
  const unitIds = members.map(({ unitId }) => unitId);
  assertMemberships(members, await registeredAmong(tx, unitIds));
  await writeGroup(tx, put);
  const event = { aggregateId: groupId, aggregateVersion: put.version, data: { group: put.group } };
  tx.append([eventOf(GroupChanged, event, context)]);
}
