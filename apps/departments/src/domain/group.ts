import type { GroupState } from '#contracts';
import type { FieldError, LocalDate } from '#kernel';
import { refusalOf } from './errors.js';

/** A unit's membership of a group; both days count, `to` null means still a member. */
export type Membership = GroupState['members'][number];

/** Ids of the units that belong to the group on `date`, in the order of the list. */
export function membersOn(members: readonly Membership[], date: LocalDate): string[] {
  return members.filter(({ from, to }) => from <= date && (to === null || date <= to)).map(({ unitId }) => unitId);
}

/** Throws GROUP.MEMBERSHIP_INVALID naming every membership that ends before it begins, overlaps or has no unit. */
export function assertMemberships(members: readonly Membership[], registered: ReadonlySet<string>): void {
  const errors = members.flatMap((member, index): FieldError[] => {
    const message = reasonAgainst(member, members.slice(0, index), registered);
    return message ? [{ pointer: `/members/${index}`, message }] : [];
  });
  if (errors.length > 0) throw refusalOf('GROUP.MEMBERSHIP_INVALID', { errors });
}

function reasonAgainst(
  member: Membership,
  earlier: readonly Membership[],
  registered: ReadonlySet<string>,
): string | undefined {
  if (!registered.has(member.unitId)) return `unit ${member.unitId} is not registered`;
  if (member.to !== null && member.to < member.from) return 'ends before it begins';
  // One unit twice on one day would be expanded into two assignments of the same task.
  if (earlier.some((other) => overlap(member, other))) return 'overlaps another membership of the same unit';
  return undefined;
}

function overlap(a: Membership, b: Membership): boolean {
  return a.unitId === b.unitId && (b.to === null || a.from <= b.to) && (a.to === null || b.from <= a.to);
}
