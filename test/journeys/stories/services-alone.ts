import type { ServiceName } from '#platform';
import { until } from '#testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import { untilSettled } from '../../../apps/standalone/src/sample/settled.js';
import type { City } from '../../demo/city.js';
import { Journey } from '../support/journey.js';
import { PASSWORDS } from '../support/services.js';
import type { Transport } from '../support/transport.js';

const TASK = '解读-12';

export function servicesAlone(transport: Transport): void {
  let journey: Journey;
  let city: City;
  let tokens: { office: string | null; liaison: string | null };

  beforeAll(async () => {
    journey = await Journey.open(transport);
    city = await journey.begin();
    await city.moveClock('2021-11-23 09:00');
    await city.requestIssue();
    await city.approveIssue();
    await city.assign(TASK, { responsible: ['miyun'] }, '2021-12-31');
    const office = await city.as('office.coordinator');
    await untilSettled(office);
    tokens = { office: office.token, liaison: (await city.as('miyun.liaison')).token };
  });

  afterAll(() => journey.close());

  const alone = async (service: ServiceName, token: string | null) => PublicApi.at(await journey.run([service]), token);

  it('tasks takes a signature and knows the names of units from what it learned', async () => {
    const office = await alone('tasks', tokens.office);
    const [row] = await office.list<{ unitName: string; assignmentId: string }>(
      `/api/tasks/ledger?unitId=${city.unitId('miyun')}`,
    );
    expect(row?.unitName).toBe('北京市密云区人民政府');
    const liaison = PublicApi.at(office.origin, tokens.liaison);
    const path = `/api/tasks/tasks/${city.taskId(TASK)}/assignments/${row?.assignmentId}/acceptance`;
    expect(await liaison.post(path)).toMatchObject({ assignment: { phase: 'ACCEPTED' } });
    // The cockpit follows the log of tasks: when it knows, the signature has also reached whoever is stopped now.
    await until(
      'tasks to come to rest',
      async () => (await office.get<{ settled: boolean }>('/api/tasks/settled')).settled,
    );
  });

  it('notifications answers what is ahead', async () => {
    const office = await alone('notifications', tokens.office);
    const rows = await office.list<{ unitName: string }>(`/api/notifications/timetable?taskId=${city.taskId(TASK)}`);
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ unitName }) => unitName))).toEqual(new Set(['北京市密云区人民政府']));
  });

  it('assessment answers the facts, and learns of the signature though tasks has stopped again', async () => {
    const liaison = await alone('assessment', tokens.liaison);
    const facts = () =>
      liaison.list<{ kind: string }>(`/api/assessment/units/${city.unitId('miyun')}/facts?year=2021&asOf=2021-11-23`);
    const kinds = await until('a second fact', async () => {
      const found = (await facts()).map(({ kind }) => kind);
      return found.length > 1 && found.toSorted();
    });
    expect(kinds).toEqual(['OBLIGATION', 'SIGNED_IN_TIME']);
  });

  it('departments answers the register and signs people in', async () => {
    const office = await alone('departments', tokens.office);
    expect(await office.list('/api/departments/units?kind=DISTRICT')).toHaveLength(17);
    const leader = await PublicApi.at(office.origin).signIn('group.leader', PASSWORDS.sample);
    expect(await leader.get('/api/departments/me')).toMatchObject({ account: { username: 'group.leader' } });
  });
}
