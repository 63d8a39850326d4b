import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Role } from '#contracts';
import { newId } from '#kernel';
import { endpointsOf } from '#platform';
import { departmentsControllers } from '../src/departments.module.js';
import { DEPARTMENTS_POLICY, type DepartmentsAction, type Relation } from '../src/domain/departments.policy.js';
import { ACCESS_MATRIX, SITUATIONS, type AccessRow, type Situation } from './access.matrix.js';
import { Departments, PASSWORD, type Actor } from './support/departments.js';

const ROWS: readonly AccessRow[] = ACCESS_MATRIX;
const SIGNED_IN_ROWS = ROWS.filter(({ access }) => access !== 'PUBLIC');
const PUBLIC_ROWS = ROWS.filter(({ access }) => access === 'PUBLIC');

/** Requests after which the caller's token is no longer good, so that each needs a caller of its own. */
const ENDS_SESSIONS = /\/(me\/password|revocation)$/;

let departments: Departments;
let admin: Actor;
const units = { own: '', other: '', office: '' };
const targets = { own: '', other: '' };
let groupId: string;
let hour = 0;
const callers = new Map<string, Actor>();

beforeAll(async () => {
  departments = await Departments.start();
  admin = await departments.admin();
  for (const side of ['own', 'other'] as const) {
    units[side] = await departments.unit(admin);
    targets[side] = (await departments.appoint(admin, units[side], 'LIAISON_OFFICER')).accountId;
  }
  units.office = await departments.unit(admin, 'COORDINATION_OFFICE');
  groupId = (await admin.ask('POST', '/groups', { name: '组', origin: '示例', members: [] })).body.groupId;
  await admin.ask('POST', '/calendars/2022/revisions', { provisional: false, origin: '示例', days: [] });
  for (const role of Role.options)
    for (const place of ['own', 'office'] as const)
      callers.set(`${role} ${place}`, await departments.appoint(admin, units[place], role));
});
afterAll(() => departments.stop());

describe('access to departments', () => {
  it('is decided in the matrix for every route of the service', () => {
    const routes = endpointsOf(departmentsControllers).map(({ method, path }) => `${method} ${path}`);
    expect(ROWS.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(routes.toSorted());
  });

  it.each(SIGNED_IN_ROWS)('$method $path answers every role as the matrix says', async (row) => {
    expect(await deviations(row)).toEqual([]);
  });

  it.each(SIGNED_IN_ROWS)('$method $path answers nobody who is not signed in', async (row) => {
    const { path, body } = requestFor(row, targets.own, units.own);
    const answer = await departments.service.request(row.method, `/api/departments${path}`, { body });
    expect(answer).toMatchObject({ status: 401, body: { code: 'AUTH.REQUIRED' } });
  });

  it.each(PUBLIC_ROWS)('$method $path is open to those who are not signed in', async ({ method, path }) => {
    const body = path.endsWith('/sessions') ? { username: 'nobody', password: PASSWORD } : { refreshToken: 'unknown' };
    const answer = await departments.service.request(method, path, { body });
    expect(answer.body.code).not.toBe('AUTH.REQUIRED');
  });

  const relations = Object.entries(DEPARTMENTS_POLICY).flatMap(([action, allowed]) =>
    allowed.map((relation) => ({ action: action as DepartmentsAction, relation })),
  );
  it.each(relations)('without $relation in the row $action the matrix fails', async ({ action, relation }) => {
    const allowed = DEPARTMENTS_POLICY[action] as unknown as Relation[];
    const index = allowed.indexOf(relation);
    allowed.splice(index, 1);
    try {
      const rows = SIGNED_IN_ROWS.filter(({ actions }) => actions.includes(action));
      const found = await Promise.all(rows.map(deviations));
      expect(found.flat()).not.toEqual([]);
    } finally {
      allowed.splice(index, 0, relation);
    }
  });
});

/** The answers to every role in every situation that are not what the matrix says. */
async function deviations(row: AccessRow): Promise<string[]> {
  if (row.access === 'PUBLIC') return [];
  const found: string[] = [];
  for (const role of Role.options) {
    for (const [index, situation] of SITUATIONS.entries()) {
      const status = await statusOf(row, role, situation);
      const expected = row.access[role][index];
      if (status !== expected) found.push(`${role} ${situation}: ${status} instead of ${expected}`);
    }
  }
  return found;
}

async function statusOf(row: AccessRow, role: Role, situation: Situation): Promise<number> {
  const place = situation === 'office' ? 'office' : 'own';
  const caller = ENDS_SESSIONS.test(row.path) ? await ephemeral(role, units[place]) : callers.get(`${role} ${place}`)!;
  const side = situation === 'other' || situation === 'office' ? 'other' : 'own';
  const accountId = situation === 'self' ? caller.accountId : targets[side];
  const { path, body } = requestFor(row, accountId, units[side]);
  return (await caller.ask(row.method, path, body)).status;
}

function ephemeral(role: Role, unitId: string): Promise<Actor> {
  departments.machineClock.moveTo(new Date(departments.machineClock.now().getTime() + 1_000));
  return departments.appoint(admin, unitId, role);
}

function requestFor(row: AccessRow, accountId: string, unitId: string): { path: string; body: object | undefined } {
  const path = row.path
    .replace('/api/departments', '')
    .replace(':unitId', unitId)
    .replace(':groupId', groupId)
    .replace(':accountId', accountId)
    .replace(':year', '2022');
  const query = path.endsWith('/working-days') ? '?from=2022-01-04&add=1' : '';
  return { path: `${path}${query}`, body: BODIES[`${row.method} ${row.path}`]?.(unitId) };
}

const group = () => ({ name: newId(), origin: '示例', members: [] });

const BODIES: Record<string, (unitId: string) => object> = {
  'PUT /api/departments/me/password': () => ({ currentPassword: PASSWORD, newPassword: 'Another-Password-2' }),
  'POST /api/departments/units': () => ({ name: newId(), kind: 'ENTERPRISE', scorable: false, origin: '示例' }),
  'PATCH /api/departments/units/:unitId': () => ({ scorable: false }),
  'PUT /api/departments/units/:unitId/name': () => ({ name: newId(), lastDayOfOldName: '2021-01-01' }),
  'POST /api/departments/groups': group,
  'PUT /api/departments/groups/:groupId': group,
  'POST /api/departments/accounts': (unitId) => ({
    username: `u${newId().slice(-12)}`,
    displayName: '示例',
    unitId,
    roles: ['AUDITOR'],
    password: PASSWORD,
  }),
  'PUT /api/departments/accounts/:accountId/roles': () => ({ roles: ['LIAISON_OFFICER'] }),
  'PUT /api/departments/accounts/:accountId/password': () => ({ newPassword: 'Another-Password-2' }),
  'PUT /api/departments/accounts/:accountId/state': () => ({ disabled: false }),
  'POST /api/departments/calendars/:year/revisions': () => ({ provisional: false, origin: '示例', days: [] }),
  // Later with every request: the clock never stands still for the next one.
  'POST /api/departments/demo/clock': () => ({ now: new Date(Date.UTC(2022, 0, 1, hour++)).toISOString() }),
};
