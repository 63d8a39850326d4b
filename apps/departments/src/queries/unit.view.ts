import { UnitState } from '#contracts';
import { reply, type Reply } from '#platform';
import { z } from 'zod';
import type { VersionedUnit } from '../persistence/units.js';

/** A unit as callers see it; `version` is also its ETag. */
export const UnitView = UnitState.extend({ version: z.number().int() }).meta({ id: 'Unit' });
export type UnitView = z.infer<typeof UnitView>;

export function unitReply({ unit, version }: VersionedUnit, status?: 201): Reply<UnitView> {
  const location = `/api/departments/units/${unit.unitId}`;
  return reply({ ...unit, version }, { etag: version, ...(status && { status, location }) });
}
