import { refuse } from './errors.js';
import { isOwnUnit, type UnitTree } from './own-unit.js';

interface Decider {
  accountId: string;
  unitId: string;
}

/**
 * Whoever decides on a publication must not have asked for it, and must not belong to a unit that is scored in it.
 * @throws DomainError `ASSESSMENT.OWN_REQUEST`, `ASSESSMENT.OWN_UNIT`
 */
export function requireImpartial(
  decider: Decider,
  requestedBy: string | null,
  scoredUnitIds: readonly string[],
  units: UnitTree,
): void {
  if (decider.accountId === requestedBy) {
    throw refuse(
      'ASSESSMENT.OWN_REQUEST',
      'You asked for this publication yourself. Another leader has to decide on it.',
    );
  }
  if (scoredUnitIds.some((unitId) => isOwnUnit(units, decider.unitId, unitId))) {
    const message =
      'Your own unit, its superior or one of its subordinates is scored here. Another leader has to decide on it.';
    throw refuse('ASSESSMENT.OWN_UNIT', message);
  }
}
