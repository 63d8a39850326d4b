import type { UnitState } from '#contracts';

type Placed = Pick<UnitState, 'unitId' | 'superiorId' | 'seatUnitId'>;

/** Units of the register, as far as they are needed to tell who belongs to whom. */
export type UnitTree = ReadonlyMap<string, Placed>;

/**
 * Whether `unitId` is the own unit of somebody in `homeId`: the same unit, one above it, one below it, or the department that an
 * office sits in. A leading group is in no tree, so it is nobody's own unit but its members'.
 */
export function isOwnUnit(units: UnitTree, homeId: string, unitId: string): boolean {
  return ownUpwards(units, homeId).has(unitId) || ownUpwards(units, unitId).has(homeId);
}

/** `unitId` with its seat department and every superior above. A circle in the register ends the walk instead of hanging it. */
function ownUpwards(units: UnitTree, unitId: string): Set<string> {
  const own = new Set<string>();
  for (let at: string | null = unitId; at !== null && !own.has(at); at = units.get(at)?.superiorId ?? null) own.add(at);
  const seat = units.get(unitId)?.seatUnitId;
  return seat ? own.add(seat) : own;
}
