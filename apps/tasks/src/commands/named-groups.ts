import { localDateOf } from '#kernel';
import type { Queryable } from '#messaging';
import { membersOn, type Directory } from '#platform';
import type { GroupOf, NamedUnit } from '../domain/named-units.js';

/** Every group that is named, with its members on the day of `now` in Shanghai; an unknown group has none. */
export async function groupsNamedIn(
  directory: Directory,
  named: readonly NamedUnit[],
  now: Date,
  on?: Queryable,
): Promise<GroupOf> {
  const groupIds = new Set(named.flatMap((unit) => ('groupId' in unit ? [unit.groupId] : [])));
  const today = localDateOf(now);
  const known = [...(await directory.groups([...groupIds], on)).values()];
  const groups = new Map(
    known.map((group) => [group.groupId, { name: group.name, memberIds: membersOn(group, today) }]),
  );
  return (groupId) => groups.get(groupId) ?? { name: groupId, memberIds: [] };
}
