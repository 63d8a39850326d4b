import { setTimeout as pause } from 'node:timers/promises';
import { ServiceName } from '#platform';
import type { Services } from '../services.js';

const BETWEEN_ROUNDS_MS = 10;

/** What a service answers at `/api/<service>/settled`. */
interface Rest {
  now: string;
  settled: boolean;
  /** Position of the last event of its own log. */
  logEnd: number;
}

/**
 * Waits until every service stands at `now` with nothing left to do, in two rounds that look alike: what a service
 * appended after its answer wakes another one, and shows in the second round. Answers the services that had not come to
 * rest when `deadlineMs` was over; none when all had.
 */
export async function untilSettled(services: Services, now: Date, deadlineMs: number): Promise<ServiceName[]> {
  const end = Date.now() + deadlineMs;
  for (let before = ''; ; await pause(BETWEEN_ROUNDS_MS)) {
    const rests = await Promise.all(ServiceName.options.map((name) => restOf(services, name)));
    const restless = ServiceName.options.filter((_, index) => !isAtRest(rests[index], now));
    const seen = restless.length === 0 ? rests.map((rest) => rest?.logEnd).join() : '';
    if (seen !== '' && seen === before) return [];
    if (Date.now() > end) return restless.length > 0 ? restless : [...ServiceName.options];
    before = seen;
  }
}

/** Undefined while the service does not answer: it may be starting. */
async function restOf(services: Services, service: ServiceName): Promise<Rest | undefined> {
  try {
    const { status, body } = await services.ask(service, { method: 'GET', path: `/api/${service}/settled` });
    return status === 200 ? (JSON.parse(body) as Rest) : undefined;
  } catch {
    return undefined;
  }
}

function isAtRest(rest: Rest | undefined, now: Date): boolean {
  return rest !== undefined && rest.settled && new Date(rest.now) >= now;
}
