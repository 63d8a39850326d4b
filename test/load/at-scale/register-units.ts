import type { UnitState } from '#contracts';
import type { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import { untilSettled } from '../../../apps/standalone/src/sample/settled.js';

/** Requests under way at once. */
const AT_ONCE = 8;
const NAME = '规模单位';

/**
 * Registers districts with a liaison officer each, until there are `count` of them, through the public API. What is there
 * already is left as it is.
 * @param api signed in as an administrator
 */
export async function registerUnits(api: PublicApi, count: number, password: string): Promise<void> {
  const units = await api.list<UnitState>('/api/departments/units');
  const idByName = new Map(units.map(({ name, unitId }) => [name, unitId]));
  const sample = units.filter(({ kind, name }) => kind === 'DISTRICT' && !name.startsWith(NAME)).length;
  const accounts = await api.list<{ username: string }>('/api/departments/accounts');
  const usernames = new Set(accounts.map(({ username }) => username));
  await each(count - sample, async (index) => {
    const name = `${NAME}${index + 1}`;
    const unitId = idByName.get(name) ?? (await register(api, name));
    const username = officerOf(index);
    if (usernames.has(username)) return;
    const fields = { username, displayName: `${name}联络员`, unitId, roles: ['LIAISON_OFFICER'] };
    await api.post('/api/departments/accounts', { ...fields, password, sample: true });
  });
  await untilSettled(api); // the other services admit only accounts that they have heard of
}

/** User name of the liaison officer of the `index`-th unit. */
export function officerOf(index: number): string {
  return `scale-${index + 1}.liaison`;
}

async function register(api: PublicApi, name: string): Promise<string> {
  const body = { name, kind: 'DISTRICT', scorable: true, origin: '规模测试' };
  return (await api.post<UnitState>('/api/departments/units', body)).unitId;
}

async function each(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
