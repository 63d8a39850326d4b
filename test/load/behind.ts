import { setTimeout as pause } from 'node:timers/promises';
import type { PublicApi } from '../../apps/standalone/src/sample/public-api.js';

const SERVICES = ['departments', 'tasks', 'assessment', 'notifications'] as const;

/** Events that the consumers of all services together are behind now. */
export async function behindOf(api: PublicApi): Promise<number> {
  const rests = await Promise.all(SERVICES.map((service) => api.get<{ behind: number }>(`/api/${service}/settled`)));
  return rests.reduce((sum, { behind }) => sum + behind, 0);
}

/** What asks takes from what is measured: asked without a pause, most of a core. */
const LOOK_EVERY_MS = 100;

/** Resolves when every consumer has applied everything. */
export async function untilCaughtUp(behind: () => Promise<number>): Promise<void> {
  while ((await behind()) > 0) await pause(LOOK_EVERY_MS);
}
