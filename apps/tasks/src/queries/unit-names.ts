import type { Directory } from '#platform';
import { UNKNOWN_UNIT } from '../domain/labels.js';

/** Names of units as the directory has them now; an unknown unit gets a word in its place. */
export async function unitNames(directory: Directory, unitIds: readonly string[]): Promise<(unitId: string) => string> {
  const units = await directory.units([...new Set(unitIds)]);
  return (unitId) => units.get(unitId)?.name ?? UNKNOWN_UNIT;
}

/**
 * Runs `make`, which names units in nothing but refusals: names are looked up only for a refusal that uses some, and it is
 * made once more, with them.
 */
export async function namingUnits<T>(
  directory: Directory,
  make: (nameOf: (unitId: string) => string) => T,
): Promise<T> {
  const used = new Set<string>();
  try {
    return make((unitId) => {
      used.add(unitId);
      return unitId;
    });
  } catch (refusal) {
    if (used.size === 0) throw refusal;
    return make(await unitNames(directory, [...used]));
  }
}
