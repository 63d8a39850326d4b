import type { PublicApi } from '../../apps/standalone/src/sample/public-api.js';

const SERVICES = ['departments', 'tasks', 'assessment', 'notifications'] as const;

/** Events that the consumers of all services together are behind now. */
export async function behindOf(api: PublicApi): Promise<number> {
  const rests = await Promise.all(SERVICES.map((service) => api.get<{ behind: number }>(`/api/${service}/settled`)));
  return rests.reduce((sum, { behind }) => sum + behind, 0);
}
