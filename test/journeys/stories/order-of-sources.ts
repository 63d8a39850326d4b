import type { AccountState, UnitState } from '#contracts';
import { runtimeOf, type ServiceName } from '#platform';
import { createTestDatabase, until } from '#testing';
import { expect, it, onTestFinished } from 'vitest';
import { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import { untilSettled } from '../../../apps/standalone/src/sample/settled.js';
import { City } from '../../demo/city.js';
import { cityTemplate } from '../support/city-database.js';
import { Journey } from '../support/journey.js';
import { PASSWORDS } from '../support/services.js';
import type { Transport } from '../support/transport.js';

const TASK = '解读-7';
const UNIT_NAME = '北京市示例新设机构';
const LEARNERS = ['notifications', 'assessment'] as const satisfies readonly ServiceName[];

interface Learned {
  timetable: { rule: string; unitName: string; dueOn: string }[];
  facts: string[];
}

/** Not through a broker, whatever the journey uses: nothing of the service's log leaves it. */
const NOT_RELAYED = { TRANSPORT: 'postgres' };

/** A new unit gets a task and signs for it while those who learn of both are stopped. */
async function newUnitAtWork(journey: Journey): Promise<{ unitId: string; city: City }> {
  const city = await City.at(
    await journey.run(['departments', 'tasks'], { departments: NOT_RELAYED, tasks: NOT_RELAYED }),
    PASSWORDS,
  );
  const administrator = await city.as('admin');
  const unit = { name: UNIT_NAME, kind: 'DEPARTMENT', scorable: true, origin: '示例' };
  const { unitId } = await administrator.post<UnitState>('/api/departments/units', unit);
  const account = { displayName: '示例联络员', roles: ['LIAISON_OFFICER'], password: PASSWORDS.sample };
  const { username } = await administrator.post<AccountState>('/api/departments/accounts', {
    ...account,
    username: 'new-unit.liaison',
    unitId,
  });
  await city.requestIssue();
  await city.approveIssue();
  const office = await city.as('office.coordinator');
  const path = `/api/tasks/tasks/${city.taskId(TASK)}`;
  await office.put(`${path}/deadline`, { deadline: '2021-12-31', reason: '示例' });
  const units = [{ unitId, role: 'RESPONSIBLE' }];
  const { assignments } = await until('the tasks service to know the new unit', () =>
    office.post<{ assignments: { assignmentId: string }[] }>(`${path}/assignments`, { units }),
  );
  await untilAdmitted(office.origin, username);
  const liaison = await city.as(username);
  await liaison.post(`${path}/assignments/${assignments[0]?.assignmentId}/acceptance`);
  return { unitId, city };
}

/** The tasks service admits the new officer once it has heard of him. */
async function untilAdmitted(origin: string, username: string): Promise<void> {
  const person = await PublicApi.at(origin).signIn(username, PASSWORDS.sample);
  await until('the tasks service to admit the new officer', () => person.get<object>('/api/tasks/inbox'));
}

async function learned(origin: string, token: string | null, unitId: string): Promise<Learned> {
  const office = PublicApi.at(origin, token);
  await untilSettled(office);
  const timetable = await office.list<Learned['timetable'][number]>(`/api/notifications/timetable?unitId=${unitId}`);
  const facts = await office.list<{ kind: string }>(`/api/assessment/units/${unitId}/facts?year=2021&asOf=2021-11-20`);
  return {
    timetable: timetable.map(({ rule, unitName, dueOn }) => ({ rule, unitName, dueOn })),
    facts: facts.map(({ kind }) => kind).toSorted(),
  };
}

const COMPLETE: Learned = {
  timetable: [
    { rule: 'DEADLINE_T7', unitName: UNIT_NAME, dueOn: '2021-12-22' },
    { rule: 'DEADLINE_T1', unitName: UNIT_NAME, dueOn: '2021-12-30' },
    { rule: 'OVERDUE_1', unitName: UNIT_NAME, dueOn: '2022-01-04' },
  ],
  facts: ['OBLIGATION', 'SIGNED_IN_TIME'],
};

const ORDERS = [
  {
    first: 'the task before the unit that carries it',
    late: 'departments',
    meanwhile: { timetable: COMPLETE.timetable.map((row) => ({ ...row, unitName: '' })), facts: COMPLETE.facts },
  },
  { first: 'the unit before its task', late: 'tasks', meanwhile: { timetable: [], facts: [] } },
] as const satisfies { first: string; late: ServiceName; meanwhile: Learned }[];

export function orderOfSources(transport: Transport): void {
  it.each(ORDERS)('lead to the same: $first', { timeout: 120_000 }, async ({ late, meanwhile }) => {
    const journey = await Journey.open(transport);
    const earlier = await createTestDatabase({ template: cityTemplate });
    onTestFinished(async () => {
      await journey.close();
      await earlier.drop();
    });
    const { unitId, city } = await newUnitAtWork(journey);
    const { token } = await city.as('office.coordinator');

    // The late source is read from a copy that was made before: nothing of the new unit or task has reached it.
    const logUrl = `${late.toUpperCase()}_LOG_URL`;
    const behind = LEARNERS.map((service) => [service, { [logUrl]: earlier.urlFor(runtimeOf(service)) }]);
    const early = await journey.run(undefined, { ...Object.fromEntries(behind), [late]: NOT_RELAYED });
    expect(await learned(early, token, unitId)).toEqual(meanwhile);

    expect(await learned(await journey.run(), token, unitId)).toEqual(COMPLETE);
  });
}
