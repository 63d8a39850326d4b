import { Role } from '#contracts';
import { newId } from '#kernel';
import { endpointsOf, operatorController } from '#platform';
import type { Person } from '#testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Tasks } from './support/tasks.js';

const AT = '/api/tasks/operator';

/** Every operator's call, with the status that an administrator gets; what is named in the bodies does not exist. */
const OPERATOR_ROUTES = [
  { method: 'GET', path: `${AT}/lag`, administrator: 200 },
  { method: 'GET', path: `${AT}/parked`, administrator: 200 },
  {
    method: 'POST',
    path: `${AT}/parked/retries`,
    body: { projection: 'unknown', aggregateId: newId() },
    administrator: 409,
  },
  {
    method: 'POST',
    path: `${AT}/parked/skips`,
    body: { projection: 'unknown', eventId: newId(), reason: '示例' },
    administrator: 409,
  },
  { method: 'POST', path: `${AT}/rebuilds`, body: { projection: 'unknown' }, administrator: 409 },
  { method: 'POST', path: `${AT}/restored-sources`, body: { source: 'unknown' }, administrator: 409 },
] as const;

/** What a balancer, the gateway and the clock of a demonstration read without signing in. */
const OPEN_ROUTES = ['/api/tasks/settled', '/api/tasks/openapi.json'] as const;

let tasks: Tasks;
const people = new Map<Role, Person>();

beforeAll(async () => {
  tasks = await Tasks.start();
  const unitId = await tasks.unit('DEPARTMENT');
  for (const role of Role.options) people.set(role, await tasks.service.appoint(unitId, role));
});
afterAll(() => tasks.stop());

const send = (route: (typeof OPERATOR_ROUTES)[number], as?: Person) =>
  tasks.service.request(route.method, route.path, {
    ...(as && { as }),
    ...('body' in route && { body: route.body }),
  });

describe("access to the operator's calls", () => {
  it('is decided here for every route', () => {
    const routes = endpointsOf([operatorController('tasks')]).map(({ method, path }) => `${method} ${path}`);
    expect(OPERATOR_ROUTES.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(routes.toSorted());
  });

  it.each(OPERATOR_ROUTES)('$method $path is for administrators alone', async (route) => {
    for (const role of Role.options) {
      const { status, body } = await send(route, people.get(role));
      const expected =
        role === 'ADMINISTRATOR'
          ? { status: route.administrator, code: status === 409 ? 'OPERATOR.REFUSED' : undefined }
          : { status: 403, code: 'OPERATOR.NOT_ALLOWED' };
      expect({ role, status, code: body.code }).toEqual({ role, ...expected });
    }
  });

  it.each(OPERATOR_ROUTES)('$method $path answers nobody who is not signed in', async (route) => {
    expect(await send(route)).toMatchObject({ status: 401, body: { code: 'AUTH.REQUIRED' } });
  });
});

it.each(OPEN_ROUTES)('GET %s is open to those who are not signed in', async (path) => {
  expect((await tasks.service.request('GET', path)).status).toBe(200);
});
