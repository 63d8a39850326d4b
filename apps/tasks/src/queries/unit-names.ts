import type { Directory } from '#platform';
import { UNKNOWN_UNIT } from '../domain/labels.js';

/** Names of units as the directory has them now; an unknown unit gets a word in its place. */
export async function unitNames(directory: Directory, unitIds: readonly string[]): Promise<(unitId: string) => string> {
  const units = await directory.units([...new Set(unitIds)]);
  return (unitId) => units.get(unitId)?.name ?? UNKNOWN_UNIT;
}
