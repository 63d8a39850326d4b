import type { CalendarState, GroupState, UnitState } from '#contracts';
import type { LocalDate } from '#kernel';
import { SAMPLE_ACCOUNTS } from './accounts.js';
import { calendarsKnownOn } from './calendars.js';
import { MEMBERS_SINCE, SAMPLE_GROUPS } from './groups.js';
import type { PublicApi } from './public-api.js';
import { SAMPLE_UNITS, type SampleUnit } from './units.js';

/** Ids by the keys of the sample. */
export interface Register {
  unitIds: ReadonlyMap<string, string>;
  groupIds: ReadonlyMap<string, string>;
}

/** Ids by the keys of the sample, each as soon as the register has given it. */
type Pending = ReadonlyMap<string, Promise<string>>;

/**
 * Enters units, groups, calendars and accounts, leaving out what is there already (by name, year or user name). Each waits
 * for nothing but what it refers to: the passwords of many accounts take a while.
 * @param api signed in as an administrator
 * @param password of every sample account
 */
export async function loadRegister(api: PublicApi, today: LocalDate, password: string): Promise<Register> {
  const units = unitsIn(api, await api.list<UnitState>('/api/departments/units'));
  const [unitIds, groupIds] = await Promise.all([
    settled(units),
    loadGroups(api, units),
    loadCalendars(api, today),
    loadAccounts(api, units, password),
  ]);
  return { unitIds, groupIds };
}

async function settled(pending: Pending): Promise<Map<string, string>> {
  const ids = [...pending].map(async ([key, id]) => [key, await id] as const);
  return new Map(await Promise.all(ids));
}

function unitsIn(api: PublicApi, present: readonly UnitState[]): Pending {
  const idByName = new Map(present.flatMap(namesOf));
  const ids = new Map<string, Promise<string>>();
  const register = async (unit: SampleUnit): Promise<string> => {
    const { unitId } = await api.post<UnitState>('/api/departments/units', await bodyOf(unit, ids));
    return unitId;
  };
  for (const unit of SAMPLE_UNITS) {
    const known = idByName.get(unit.name);
    ids.set(unit.key, known === undefined ? register(unit) : Promise.resolve(known));
  }
  return ids;
}

/** With the names that it had: a unit that was renamed since must not be registered a second time. */
function namesOf({ unitId, name, aliases }: UnitState): [name: string, unitId: string][] {
  const former = aliases.filter(({ to }) => to !== null).map((alias) => alias.name);
  return [name, ...former].map((each) => [each, unitId]);
}

async function bodyOf({ key: _, superior, seat, aliases, ...fields }: SampleUnit, ids: Pending) {
  return {
    ...fields,
    // Superiors and seats first: the register refuses a reference to a unit that it does not have.
    superiorId: superior ? await idOf(superior, ids) : null,
    seatUnitId: seat ? await idOf(seat, ids) : null,
    aliases: aliases.map((name) => ({ name, from: null, to: null })),
  };
}

async function loadGroups(api: PublicApi, unitIds: Pending): Promise<Map<string, string>> {
  const present = await api.list<GroupState>('/api/departments/groups');
  const idByName = new Map(present.map(({ name, groupId }) => [name, groupId]));
  const entries = SAMPLE_GROUPS.map(async ({ key, name, aliases, origin, members: keys }) => {
    const members = await Promise.all(
      keys.map(async (member) => ({ unitId: await idOf(member, unitIds), from: MEMBERS_SINCE, to: null })),
    );
    const body = { name, aliases, origin, members };
    const id = idByName.get(name) ?? (await api.post<GroupState>('/api/departments/groups', body)).groupId;
    return [key, id] as const;
  });
  return new Map(await Promise.all(entries));
}

async function loadCalendars(api: PublicApi, today: LocalDate): Promise<void> {
  const { items } = await api.get<{ items: Pick<CalendarState, 'year'>[] }>('/api/departments/calendars');
  const present = new Set(items.map(({ year }) => year));
  const missing = calendarsKnownOn(today).filter(({ year }) => !present.has(year));
  await Promise.all(
    missing.map(({ year, knownFrom: _, ...body }) => api.post(`/api/departments/calendars/${year}/revisions`, body)),
  );
}

async function loadAccounts(api: PublicApi, unitIds: Pending, password: string): Promise<void> {
  const present = await api.list<{ username: string }>('/api/departments/accounts');
  const usernames = new Set(present.map(({ username }) => username));
  const missing = SAMPLE_ACCOUNTS.filter(({ username }) => !usernames.has(username));
  await Promise.all(
    missing.map(async ({ unit, ...fields }) => {
      const unitId = await idOf(unit, unitIds);
      await api.post('/api/departments/accounts', { ...fields, unitId, password, sample: true });
    }),
  );
}

function idOf(key: string, ids: Pending): Promise<string> {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`The sample names ${key} before the unit is entered. Move it up in units.ts.`);
  return id;
}
