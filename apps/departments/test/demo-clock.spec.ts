import { afterAll, beforeAll, expect, it } from 'vitest';
import { Departments, type Actor } from './support/departments.js';

let departments: Departments;
let coordinator: Actor;

beforeAll(async () => {
  departments = await Departments.start();
  const admin = await departments.admin();
  coordinator = await departments.appoint(admin, await departments.unit(admin, 'COORDINATION_OFFICE'), 'COORDINATOR');
});
afterAll(() => departments.stop());

const move = (now: string) => coordinator.ask('POST', '/demo/clock', { now });

it('moves forward, here at once and elsewhere by its event, and stands there after a restart', async () => {
  expect((await move('2021-12-01T09:00:00+08:00')).body).toEqual({ now: '2021-12-01T01:00:00.000Z' });
  expect((await move('2021-12-02T09:00:00+08:00')).status).toBe(200);
  expect(departments.service.clock.now().toISOString()).toBe('2021-12-02T01:00:00.000Z');
  const { rows } = await departments.service.database.query<{ version: number; now: string }>(
    `SELECT aggregate_version AS version, data->>'now' AS now FROM event_log WHERE type = 'departments.clock-moved' ORDER BY position`,
  );
  expect(rows).toEqual([
    { version: 1, now: '2021-12-01T01:00:00.000Z' },
    { version: 2, now: '2021-12-02T01:00:00.000Z' },
  ]);
  const restarted = await Departments.start({ beside: departments });
  expect(restarted.service.clock.now().toISOString()).toBe('2021-12-02T01:00:00.000Z');
  await restarted.stop();
});

it('never moves backwards', async () => {
  expect(await move('2020-01-01T00:00:00Z')).toMatchObject({ status: 409, body: { code: 'CLOCK.BACKWARDS' } });
});

it('leaves sessions on the time of the machine: a year later the same token still works', async () => {
  expect((await move('2022-12-02T09:00:00+08:00')).status).toBe(200);
  expect((await coordinator.ask('GET', '/me')).status).toBe(200);
});
