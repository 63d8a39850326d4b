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

/**
 * Enters units, groups, calendars and accounts, leaving out what is there already (by name, year or user name).
 * @param api signed in as an administrator
 * @param password of every sample account
 */
export async function loadRegister(api: PublicApi, today: LocalDate, password: string): Promise<Register> {
  const unitIds = await loadUnits(api);
  const [groupIds] = await Promise.all([
    loadGroups(api, unitIds),
    loadCalendars(api, today),
    loadAccounts(api, unitIds, password),
  ]);
  return { unitIds, groupIds };
}

async function loadUnits(api: PublicApi): Promise<Map<string, string>> {
  const present = await api.list<UnitState>('/api/departments/units');
  const idByName = new Map(present.flatMap(namesOf));
  const ids = new Map<string, string>();
  const register = async (unit: SampleUnit) => {
    const id =
      idByName.get(unit.name) ?? (await api.post<UnitState>('/api/departments/units', bodyOf(unit, ids))).unitId;
    ids.set(unit.key, id);
  };
  // Superiors and seats first: the register refuses a reference to a unit that it does not have.
  await Promise.all(SAMPLE_UNITS.filter(isIndependent).map(register));
  await Promise.all(SAMPLE_UNITS.filter((unit) => !isIndependent(unit)).map(register));
  return ids;
}

/** With the names that it had: a unit that was renamed since must not be registered a second time. */
function namesOf({ unitId, name, aliases }: UnitState): [name: string, unitId: string][] {
  const former = aliases.filter(({ to }) => to !== null).map((alias) => alias.name);
  return [name, ...former].map((each) => [each, unitId]);
}

function isIndependent({ superior, seat }: SampleUnit): boolean {
  return superior === undefined && seat === undefined;
}

function bodyOf({ key: _, superior, seat, aliases, ...fields }: SampleUnit, ids: ReadonlyMap<string, string>) {
  return {
    ...fields,
    superiorId: superior ? idOf(superior, ids) : null,
    seatUnitId: seat ? idOf(seat, ids) : null,
    aliases: aliases.map((name) => ({ name, from: null, to: null })),
  };
}

async function loadGroups(api: PublicApi, unitIds: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const present = await api.list<GroupState>('/api/departments/groups');
  const idByName = new Map(present.map(({ name, groupId }) => [name, groupId]));
  const entries = SAMPLE_GROUPS.map(async ({ key, name, aliases, origin, members: keys }) => {
    const members = keys.map((member) => ({ unitId: idOf(member, unitIds), from: MEMBERS_SINCE, to: null }));
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

async function loadAccounts(api: PublicApi, unitIds: ReadonlyMap<string, string>, password: string): Promise<void> {
  const present = await api.list<{ username: string }>('/api/departments/accounts');
  const usernames = new Set(present.map(({ username }) => username));
  const missing = SAMPLE_ACCOUNTS.filter(({ username }) => !usernames.has(username));
  await Promise.all(
    missing.map(({ unit, ...fields }) =>
      api.post('/api/departments/accounts', { ...fields, unitId: idOf(unit, unitIds), password, sample: true }),
    ),
  );
}

function idOf(key: string, ids: ReadonlyMap<string, string>): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`The sample names ${key} before the unit is entered. Move it up in units.ts.`);
  return id;
}
