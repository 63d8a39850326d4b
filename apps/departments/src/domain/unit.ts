import type { UnitKind, UnitState } from '#contracts';
import type { LocalDate } from '#kernel';
import { refusalOf } from './errors.js';

interface KindRule {
  /** Whether units of this kind stand in the administrative hierarchy: may have a superior and be one. */
  inHierarchy: boolean;
  /** Whether they name the leading group that they work for as their superior. */
  servesGroup: boolean;
  /** Whether they sit in a department (办公室设在…). */
  mayHaveSeat: boolean;
  /** Whether the city may assess them at all. */
  mayBeScored: boolean;
}

/** What the kind of a unit decides. */
export const UNIT_KIND_RULES = {
  LEADING_GROUP: { inHierarchy: false, servesGroup: false, mayHaveSeat: false, mayBeScored: false },
  COORDINATION_OFFICE: { inHierarchy: true, servesGroup: true, mayHaveSeat: true, mayBeScored: false },
  DEPARTMENT: { inHierarchy: true, servesGroup: false, mayHaveSeat: false, mayBeScored: true },
  DISTRICT: { inHierarchy: true, servesGroup: false, mayHaveSeat: false, mayBeScored: true },
  CENTRAL_UNIT: { inHierarchy: true, servesGroup: false, mayHaveSeat: false, mayBeScored: false },
  ENTERPRISE: { inHierarchy: true, servesGroup: false, mayHaveSeat: false, mayBeScored: true },
  ASSOCIATION: { inHierarchy: true, servesGroup: false, mayHaveSeat: false, mayBeScored: true },
} as const satisfies Record<UnitKind, KindRule>;

/** The units that `unit` refers to, as the register has them; undefined where the register has none of that id. */
export interface UnitSurroundings {
  superior: Pick<UnitState, 'unitId' | 'kind'> | undefined;
  seat: Pick<UnitState, 'unitId' | 'kind'> | undefined;
  /** The superior, its superior and so on. */
  aboveSuperior: readonly string[];
}

/** Throws the refusal for the first rule that `unit` breaks among its surroundings. */
export function assertUnitFits(unit: UnitState, around: UnitSurroundings): void {
  const rule = UNIT_KIND_RULES[unit.kind];
  if (unit.scorable && !rule.mayBeScored) {
    throw refusalOf('UNIT.NOT_SCORABLE', errorAt('/scorable', `must be false for ${unit.kind}`));
  }
  assertSuperior(unit, around);
  assertSeat(unit, around);
}

function assertSuperior(unit: UnitState, around: UnitSurroundings): void {
  const reason = unit.superiorId === null ? undefined : reasonAgainstSuperior(unit, around);
  if (reason) throw refusalOf('UNIT.SUPERIOR_INVALID', errorAt('/superiorId', reason));
}

function reasonAgainstSuperior(unit: UnitState, { superior, aboveSuperior }: UnitSurroundings): string | undefined {
  const rule = UNIT_KIND_RULES[unit.kind];
  if (!rule.inHierarchy) {
    return `must be null for ${unit.kind}: it stands outside the administrative hierarchy`;
  }
  if (!superior) return 'is not registered';
  if (superior.kind === 'LEADING_GROUP' && rule.servesGroup) return undefined;
  if (!UNIT_KIND_RULES[superior.kind].inHierarchy) {
    return `is a ${superior.kind}, which stands outside the administrative hierarchy`;
  }
  return aboveSuperior.includes(unit.unitId) ? 'is the unit itself or stands below it' : undefined;
}

function assertSeat(unit: UnitState, { seat }: UnitSurroundings): void {
  if (unit.seatUnitId === null) return;
  if (!UNIT_KIND_RULES[unit.kind].mayHaveSeat) {
    throw refusalOf('UNIT.SEAT_INVALID', errorAt('/seatUnitId', `must be null for ${unit.kind}`));
  }
  if (seat?.kind !== 'DEPARTMENT') {
    throw refusalOf('UNIT.SEAT_INVALID', errorAt('/seatUnitId', 'is not a registered department'));
  }
}

/**
 * The unit under its new name, in force at once; papers up to `lastDay` still find it under the old one.
 * Throws UNIT.RENAMED_AHEAD for a `lastDay` after `today`: the old name would be gone before its time.
 */
export function renamed(unit: UnitState, name: string, lastDay: LocalDate, today: LocalDate): UnitState {
  if (lastDay > today) {
    const reason = `${lastDay} has not come yet: today is ${today}`;
    throw refusalOf('UNIT.RENAMED_AHEAD', errorAt('/lastDayOfOldName', reason));
  }
  return { ...unit, name, aliases: [...unit.aliases, { name: unit.name, from: null, to: lastDay }] };
}

function errorAt(pointer: string, message: string) {
  return { errors: [{ pointer, message }] };
}
