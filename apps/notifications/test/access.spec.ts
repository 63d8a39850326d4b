import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Role } from '#contracts';
import { newId } from '#kernel';
import { endpointsOf } from '#platform';
import type { Answer, Person, ServiceUnderTest } from '#testing';
import { notificationsControllers } from '../src/notifications.module.js';
import { ACCESS_MATRIX, type Access, type AccessRow } from './access.matrix.js';
import { CarriedTask } from './support/carried-task.js';
import { staffedUnit, startNotifications, type Staffed } from './support/start.js';

let service: ServiceUnderTest;
let own: Staffed;
let other: Staffed;
const people = new Map<Role, Person>();

beforeAll(async () => {
  service = await startNotifications();
  [own, other] = [await staffedUnit(service), await staffedUnit(service)];
  for (const role of Role.options) people.set(role, await service.appoint(own.unitId, role));
  await service.receiveAll([new CarriedTask({ units: [own.unitId, other.unitId] }).assigned()]);
  await service.moveTo('2022-03-03T09:00:00+08:00');
});
afterAll(() => service.stop());

test('every route of the service has exactly one row in the matrix', () => {
  const routes = endpointsOf(notificationsControllers).map(({ method, path }) => `${method} ${path}`);
  expect(ACCESS_MATRIX.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(routes.toSorted());
});

const CELLS = ACCESS_MATRIX.flatMap((row: AccessRow) =>
  Role.options.map((role) => ({ ...row, role, expected: row.access[role] })),
);

describe('a caller of one unit', () => {
  test.each(CELLS)('as $role gets from $method $path: $expected', async ({ method, path, role, expected }) => {
    const person = people.get(role)!;
    const mine = await entryFor(person);
    const answer = await service.request(method, path.replace(':reminderId', mine), { as: person });
    expect(answer.status).toBe(expected === 403 ? 403 : 200);
    if (expected !== 403) expectReach(path, answer, expected, mine);
    else expect(answer.body).toMatchObject({ code: 'NOTIFICATIONS.NOT_ALLOWED' });
  });

  test.each(ACCESS_MATRIX)('who is not signed in gets nothing from $method $path', async ({ method, path }) => {
    const answer = await service.request(method, path.replace(':reminderId', newId()));
    expect(answer.status).toBe(401);
  });

  test.each(Role.options)('as %s cannot mark an entry of another person', async (role) => {
    const foreign = await entryFor(other.liaison);
    const answer = await service.request('POST', `/api/notifications/inbox/${foreign}/read`, { as: people.get(role)! });
    expect(answer.status).toBe(role === 'ADMINISTRATOR' ? 403 : 404);
  });
});

/** What an answer of each route shows of the own unit and of others. */
function expectReach(path: string, { body }: Answer, expected: Exclude<Access, 403>, mine: string): void {
  if (path === '/api/notifications/inbox') {
    const entries: { reminderId: string }[] = body.days.flatMap((day: { entries: unknown[] }) => day.entries);
    expect(entries.map(({ reminderId }) => reminderId)).toContain(mine);
    expect(body.unread).toBe(entries.length);
  } else if (path.endsWith('/read')) {
    expect(body.reminderId).toBe(mine);
  } else if (path.endsWith('/next')) {
    expect(body.reminders).toBe(expected === 'all' ? 2 : 1);
  } else {
    const units = new Set(body.items.map(({ unitId }: { unitId: string }) => unitId));
    expect(units).toEqual(new Set(expected === 'all' ? [own.unitId, other.unitId] : [own.unitId]));
  }
}

/** An unread entry in the inbox of a person, whatever his role. */
async function entryFor({ accountId, unitId }: Person): Promise<string> {
  const { rows } = await service.database.query<{ reminder_id: string }>(
    `WITH copy AS (
       INSERT INTO reminder SELECT (r.copied).* FROM (
         SELECT jsonb_populate_record(reminder, jsonb_build_object('reminder_id', $1::uuid, 'assignment_id', $1::uuid)) AS copied
         FROM reminder LIMIT 1) r RETURNING reminder_id, decided_at)
     INSERT INTO inbox_entry (account_id, reminder_id, unit_id, sent_at)
     SELECT $2, reminder_id, $3, decided_at FROM copy RETURNING reminder_id`,
    [newId(), accountId, unitId],
  );
  return rows[0]!.reminder_id;
}
