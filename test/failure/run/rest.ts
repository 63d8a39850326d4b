import { setTimeout as pause } from 'node:timers/promises';
import { COORDINATOR, type People } from '../client/people.js';
import { SERVICES } from '../check/tables.js';

const BETWEEN_LOOKS_MS = 100;

interface Rest {
  service: string;
  now: string;
  behind: number;
  jobs: boolean;
  logEnd: number;
  settled: boolean;
}

/**
 * Waits until every service says twice in a row that it has come to rest, at the clock's present time. Returns what is
 * still restless after `withinMs`, in words; nothing when all is quiet.
 */
export async function untilRest(people: People, now: Date, withinMs: number): Promise<string[]> {
  const deadline = Date.now() + withinMs;
  for (let before = ''; ;) {
    const looks = await Promise.all(SERVICES.map((service) => lookAt(people, service)));
    const restless = looks.flatMap((look) => describe(look, now));
    const ends = looks.map((look) => (typeof look === 'string' ? '?' : look.logEnd)).join();
    if (restless.length === 0 && ends === before) return [];
    before = restless.length === 0 ? ends : '';
    if (Date.now() > deadline) return restless.length > 0 ? restless : ['the logs still grow, and nobody works'];
    await pause(BETWEEN_LOOKS_MS);
  }
}

async function lookAt(people: People, service: string): Promise<Rest | string> {
  try {
    const office = await people.as(COORDINATOR);
    return (await office.read(`/api/${service}/settled`, Date.now() + 2_000)) as unknown as Rest;
  } catch (error) {
    return `${service} does not say whether it rests: ${(error as Error).message}`;
  }
}

function describe(look: Rest | string, now: Date): string[] {
  if (typeof look === 'string') return [look];
  const { service, behind, jobs, settled } = look;
  if (Date.parse(look.now) !== now.getTime())
    return [`${service} is at ${look.now}, and the clock was moved to ${now.toISOString()}`];
  return settled ? [] : [`${service} has not come to rest: ${behind} events behind, jobs ${jobs ? 'done' : 'waiting'}`];
}
