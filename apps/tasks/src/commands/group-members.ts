import { localDateOf } from '#kernel';
import type { Queryable } from '#messaging';
import type { Directory } from '#platform';
import type { MembersOf, NamedUnit } from '../domain/named-units.js';

/** The members of every group that is named, on the day of `now` in Shanghai; an unknown group has none. */
export async function membersOfNamedGroups(
  directory: Directory,
  named: readonly NamedUnit[],
  now: Date,
  on?: Queryable,
): Promise<MembersOf> {
  const groupIds = new Set(named.flatMap((unit) => ('groupId' in unit ? [unit.groupId] : [])));
  const today = localDateOf(now);
  const members = new Map<string, readonly string[]>();
  for (const groupId of groupIds) members.set(groupId, await directory.membersOf(groupId, today, on));
  return (groupId) => members.get(groupId) ?? [];
}
