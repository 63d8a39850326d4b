import type { Caller, Directory } from '#platform';
import type { Asker } from '../domain/departments.policy.js';

/** The caller with what his unit is, for actions that are open to the coordinators of an office. */
export async function askerOf(directory: Directory, caller: Caller): Promise<Asker> {
  const unit = await directory.unit(caller.unitId);
  return { ...caller, unitKind: unit?.kind };
}
