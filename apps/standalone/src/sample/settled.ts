import { setTimeout as pause } from 'node:timers/promises';
import { ServiceName } from '#platform';
import type { PublicApi } from './public-api.js';

const PATIENCE_MS = 60_000;
const BETWEEN_LOOKS_MS = 5;

interface Rest {
  service: string;
  settled: boolean;
  logEnd: number;
}

/**
 * Waits until every service has applied what the others told it: nothing under way in two looks running.
 * @throws Error naming the services that had not come to rest in time
 */
export async function untilSettled(api: PublicApi): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  let before = '';
  for (;;) {
    const rests = await Promise.all(ServiceName.options.map((name) => api.get<Rest>(`/api/${name}/settled`)));
    const busy = rests.filter(({ settled }) => !settled).map(({ service }) => service);
    const now = busy.length === 0 ? rests.map(({ logEnd }) => logEnd).join() : '';
    if (now !== '' && now === before) return;
    if (Date.now() > deadline) throw new Error(`Not at rest after ${PATIENCE_MS / 1000} s: ${busy.join(', ')}.`);
    before = now;
    await pause(BETWEEN_LOOKS_MS);
  }
}
