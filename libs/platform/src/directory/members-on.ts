import type { GroupState } from '#contracts';
import type { LocalDate } from '#kernel';

/** The members of `group` on a day, each once, in the order of the list. */
export function membersOn(group: GroupState, on: LocalDate): string[] {
  const members = group.members.filter(({ from, to }) => from <= on && (to === null || on <= to));
  return [...new Set(members.map(({ unitId }) => unitId))];
}
