import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Role } from '#contracts';
import { newId } from '#kernel';
import { endpointsOf } from '#platform';
import type { Answer, Person, ServiceUnderTest } from '#testing';
import { notificationsControllers } from '../src/notifications.module.js';
import { ACCESS_MATRIX, PLACES, type Access, type AccessRow, type Place } from './access.matrix.js';
import { CarriedTask } from './support/carried-task.js';
import { issuedPlan } from './support/issued-plan.js';
import { staffedUnit, startNotifications, type Staffed } from './support/start.js';

let service: ServiceUnderTest;
let own: Staffed;
let other: Staffed;
/** Carried by both units; its plan is run by the place `office`. */
let shared: CarriedTask;
/** Carried by the other unit alone; its plan is run by the place `otherOffice`. */
let foreign: CarriedTask;
const people = new Map<string, Person>();
const personOf = (role: Role, place: Place) => people.get(`${role} ${place}`)!;

beforeAll(async () => {
  service = await startNotifications();
  [own, other] = [await staffedUnit(service), await staffedUnit(service)];
  const units: Record<Place, string> = { unit: own.unitId, office: newId(), otherOffice: newId() };
  for (const place of PLACES)
    for (const role of Role.options) people.set(`${role} ${place}`, await service.appoint(units[place], role));
  const otherPlanId = newId();
  shared = new CarriedTask({ units: [own.unitId, other.unitId] });
  foreign = new CarriedTask({ units: [other.unitId], planId: otherPlanId });
  await service.receiveAll([issuedPlan(units.office), issuedPlan(units.otherOffice, otherPlanId)]);
  await service.receiveAll([shared.assigned(), foreign.assigned()]);
  await service.moveTo('2022-03-03T09:00:00+08:00');
});
afterAll(() => service.stop());

test('every route of the service has exactly one row in the matrix', () => {
  const routes = endpointsOf(notificationsControllers).map(({ method, path }) => `${method} ${path}`);
  expect(ACCESS_MATRIX.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(routes.toSorted());
});

const CELLS = ACCESS_MATRIX.flatMap((row: AccessRow) =>
  Role.options.flatMap((role) =>
    PLACES.map((place, index) => ({ ...row, role, place, expected: row.access[role][index]! })),
  ),
);

describe('a caller', () => {
  test.each(CELLS)(
    'as $role in the place $place gets from $method $path: $expected',
    async ({ method, path, role, place, expected }) => {
      const person = personOf(role, place);
      const mine = path.includes('/inbox') ? await entryFor(person) : '';
      const answer = await service.request(method, path.replace(':reminderId', mine), { as: person });
      expect(answer.status).toBe(expected === 403 ? 403 : 200);
      if (expected !== 403) expectReach(path, answer, rowsOf(expected, place), mine);
      else expect(answer.body).toMatchObject({ code: 'NOTIFICATIONS.NOT_ALLOWED' });
    },
  );

  test.each(ACCESS_MATRIX)('who is not signed in gets nothing from $method $path', async ({ method, path }) => {
    const answer = await service.request(method, path.replace(':reminderId', newId()));
    expect(answer.status).toBe(401);
  });

  test.each(Role.options)('as %s cannot mark an entry of another person', async (role) => {
    const entry = await entryFor(other.liaison);
    const answer = await service.request('POST', `/api/notifications/inbox/${entry}/read`, {
      as: personOf(role, 'unit'),
    });
    expect(answer.status).toBe(role === 'ADMINISTRATOR' ? 403 : 404);
  });

  test.each(['reminders', 'timetable'])(
    'of a foreign office finds nothing in %s, whatever he asks for',
    async (list) => {
      for (const filter of [`taskId=${shared.taskId}`, `unitId=${own.unitId}`]) {
        const as = personOf('COORDINATOR', 'otherOffice');
        expect((await service.request('GET', `/api/notifications/${list}?${filter}`, { as })).body.items).toEqual([]);
      }
    },
  );

  test('of the office that is also the officer of a carrying unit sees both', async () => {
    const both = await service.appoint(own.unitId, 'COORDINATOR', 'LIAISON_OFFICER');
    const ownPlanId = newId();
    const task = new CarriedTask({ units: [other.unitId], planId: ownPlanId });
    await service.receiveAll([issuedPlan(own.unitId, ownPlanId), task.assigned()]);
    const { body } = await service.request('GET', '/api/notifications/timetable', { as: both });
    expect(new Set(body.items.map(rowKey))).toEqual(new Set([keyOf(own, shared), keyOf(other, task)]));
  });

  test('of an office sees nothing of a plan whose issue was not told yet', async () => {
    const planId = newId();
    const task = new CarriedTask({ units: [other.unitId], planId });
    await service.receiveAll([task.assigned()]);
    const as = await service.appoint(newId(), 'COORDINATOR');
    const seen = async () =>
      (await service.request('GET', '/api/notifications/timetable', { as })).body.items.map(rowKey);
    expect(await seen()).toEqual([]);
    await service.receiveAll([issuedPlan(as.unitId, planId)]);
    expect(new Set(await seen())).toEqual(new Set([keyOf(other, task)]));
  });
});

const keyOf = ({ unitId }: Staffed, { taskId }: CarriedTask) => `${unitId} ${taskId}`;
const rowKey = ({ unitId, taskId }: { unitId: string; taskId: string }) => `${unitId} ${taskId}`;

/** Unit and task of the rows that an answer holds. */
function rowsOf(access: Exclude<Access, 403>, place: Place): string[] {
  const ofPlan = [keyOf(own, shared), keyOf(other, shared)];
  const ofOtherPlan = [keyOf(other, foreign)];
  switch (access) {
    case 'all':
      return [...ofPlan, ...ofOtherPlan];
    case 'own-plans':
      return place === 'office' ? ofPlan : ofOtherPlan;
    case 'own-unit':
      return [keyOf(own, shared)];
    case 'own-account':
    case 'nothing':
      return [];
  }
}

/** What an answer of each route shows of the own unit and of others. */
function expectReach(path: string, { body }: Answer, rows: readonly string[], mine: string): void {
  if (path === '/api/notifications/inbox') {
    const entries: { reminderId: string }[] = body.days.flatMap((day: { entries: unknown[] }) => day.entries);
    expect(entries.map(({ reminderId }) => reminderId)).toContain(mine);
    expect(body.unread).toBe(entries.length);
  } else if (path.endsWith('/read')) {
    expect(body.reminderId).toBe(mine);
  } else if (path.endsWith('/next')) {
    expect(body.reminders).toBe(rows.length);
  } else {
    expect(new Set(body.items.map(rowKey))).toEqual(new Set(rows));
  }
}

/**
 * An unread entry in the inbox of a person, whatever his role. It is of the day before: after all that was decided by the
 * service itself, which would else be crowded off the first page of a list.
 */
async function entryFor({ accountId, unitId }: Person): Promise<string> {
  const { rows } = await service.database.query<{ reminder_id: string }>(
    `WITH copy AS (
       INSERT INTO reminder SELECT (r.copied).* FROM (
         SELECT jsonb_populate_record(reminder, jsonb_build_object('reminder_id', $1::uuid, 'assignment_id', $1::uuid,
           'decided_at', decided_at - interval '1 day')) AS copied
         FROM reminder WHERE task_id = $4 AND unit_id = $5 LIMIT 1) r RETURNING reminder_id, decided_at)
     INSERT INTO inbox_entry (account_id, reminder_id, unit_id, sent_at)
     SELECT $2, reminder_id, $3, decided_at FROM copy RETURNING reminder_id`,
    [newId(), accountId, unitId, shared.taskId, own.unitId],
  );
  return rows[0]!.reminder_id;
}
