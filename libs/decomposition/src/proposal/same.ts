import { compact } from '../text/fold.js';
import type { Deadline, ProposedUnit } from './proposal.js';

/** A unit that the register knows is the same under every name of it. */
export function unitKey({ name, reading, resolution }: Pick<ProposedUnit, 'name' | 'reading' | 'resolution'>): string {
  if (resolution.state === 'unit') return resolution.unitId;
  if (resolution.state === 'group') return resolution.groupId;
  return compact(reading ?? name);
}

/** Until when, however it is written. */
export function deadlineKey({ raw, due, continuing }: Deadline): string {
  return continuing ? 'continuing' : (due ?? compact(raw));
}
