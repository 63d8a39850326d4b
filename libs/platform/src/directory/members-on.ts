import type { GroupState } from '#contracts';
import type { LocalDate } from '#kernel';

/** The members of `group` on a day, each once, in the order of the list. */
export function membersOn(group: GroupState, day: LocalDate): string[] {
  const members = group.members.filter(({ from, to }) => from <= day && (to === null || day <= to));
  return [...new Set(members.map(({ unitId }) => unitId))];
}
