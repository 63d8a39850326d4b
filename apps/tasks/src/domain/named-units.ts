import type { AssignmentRole } from '#contracts';
import type { LocalDate } from '#kernel';
import { refuse } from './errors.js';

interface Naming {
  role: AssignmentRole;
  /** PLAN: the paper names it; OFFICE: the office decided it. */
  origin: 'PLAN' | 'OFFICE';
  /** A deadline of its own; null: that of the task. */
  deadline: LocalDate | null;
}

/** A unit or a group as a task names it, before it is issued. */
export type NamedUnit = Naming & ({ unitId: string } | { groupId: string });

/** A unit that shall carry a task, with the group through which it was named. */
export interface Carrier extends Naming {
  unitId: string;
  viaGroupId: string | null;
}

/** Groups on the day on which they are expanded. */
export type GroupOf = (groupId: string) => { name: string; memberIds: readonly string[] };

/** Strongest first: a unit named twice carries the task in the stronger role. */
const STRENGTH = ['LEAD', 'RESPONSIBLE', 'CO'] as const satisfies readonly AssignmentRole[];

/**
 * The units that carry a task, each once, in the order in which they are named.
 * @throws DomainError `PLAN.GROUP_WITHOUT_MEMBERS`: issuing would silently leave out whoever was meant
 */
export function expandNamedUnits(named: readonly NamedUnit[], groupOf: GroupOf): Carrier[] {
  const carriers = new Map<string, Carrier>();
  for (const carrier of named.flatMap((unit) => expand(unit, groupOf))) {
    const known = carriers.get(carrier.unitId);
    if (!known || isStronger(carrier.role, known.role)) carriers.set(carrier.unitId, carrier);
  }
  return [...carriers.values()];
}

/** The unit that reports for all: the first lead named by itself, or the only lead there is; null: the office decides. */
export function reporterAmong(carriers: readonly Carrier[]): Carrier | null {
  const leads = carriers.filter(({ role }) => role === 'LEAD');
  const named = leads.find(({ viaGroupId }) => viaGroupId === null);
  const [only, second] = leads;
  return named ?? (second ? null : (only ?? null));
}

function expand(unit: NamedUnit, groupOf: GroupOf): Carrier[] {
  const { role, origin, deadline } = unit;
  if ('unitId' in unit) return [{ unitId: unit.unitId, viaGroupId: null, role, origin, deadline }];
  const { name, memberIds } = groupOf(unit.groupId);
  if (memberIds.length > 0) {
    return memberIds.map((unitId) => ({ unitId, viaGroupId: unit.groupId, role, origin, deadline }));
  }
  throw refuse(
    'PLAN.GROUP_WITHOUT_MEMBERS',
    `The group ${name} has no members on this day. Register its memberships, or name the units one by one.`,
  );
}

function isStronger(role: AssignmentRole, than: AssignmentRole): boolean {
  return STRENGTH.indexOf(role) < STRENGTH.indexOf(than);
}
