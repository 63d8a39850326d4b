import { endpointsOf } from '#platform';
import { newId } from '#kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { departmentsControllers } from '../src/departments.module.js';
import { Departments, PASSWORD, type Actor } from './support/departments.js';

let departments: Departments;
let admin: Actor;
let unitId: string;

beforeAll(async () => {
  departments = await Departments.start();
  admin = await departments.admin();
  unitId = await departments.unit(admin);
});
afterAll(() => departments.stop());

const hashesOf = async (key: string) => {
  const { rows } = await departments.service.database.query<{ request_hash: string }>(
    'SELECT request_hash FROM idempotency_key WHERE key = $1',
    [key],
  );
  return rows.map(({ request_hash }) => request_hash);
};

describe('what is kept of a request', () => {
  const takesPassword = endpointsOf(departmentsControllers)
    .map(({ body, secretFields = [], method, path }) => {
      const fields = body instanceof z.ZodObject ? Object.keys(body.shape) : [];
      return { route: `${method} ${path}`, secretFields, passwords: fields.filter((name) => /password/i.test(name)) };
    })
    .filter(({ passwords }) => passwords.length > 0);

  it('leaves out passwords wherever the service takes one', () => {
    expect(takesPassword.map(({ route }) => route)).toHaveLength(4);
    for (const { route, secretFields, passwords } of takesPassword)
      expect({ route, secretFields }).toEqual({ route, secretFields: passwords });
  });

  it('is the same for another first password, so that a repeated key gives the first answer', async () => {
    const key = newId();
    const person = { username: `u${newId().slice(-12)}`, displayName: '联络员', unitId, roles: ['LIAISON_OFFICER'] };
    const appoint = (fields: object) =>
      admin.ask('POST', '/accounts', { ...person, ...fields }, { 'idempotency-key': key });
    const first = await appoint({ password: PASSWORD });
    const again = await appoint({ password: `${PASSWORD}-other` });
    expect(again).toMatchObject({ status: 201, body: { accountId: first.body.accountId } });
    expect(await departments.trySignIn(person.username, PASSWORD)).toMatchObject({ status: 201 });
    const otherwise = await appoint({ password: PASSWORD, displayName: '另一人' });
    expect(otherwise.body.code).toBe('IDEMPOTENCY.KEY_REUSED');
  });

  it('does not depend on the passwords of a change', async () => {
    const [one, other] = [newId(), newId()];
    for (const [key, newPassword] of [
      [one, 'Another-Password-2'],
      [other, 'Another-Password-3'],
    ] as const) {
      const person = await departments.appoint(admin, unitId, 'LIAISON_OFFICER');
      const body = { currentPassword: PASSWORD, newPassword };
      expect((await person.ask('PUT', '/me/password', body, { 'idempotency-key': key })).status).toBe(204);
    }
    const [hash] = await hashesOf(one);
    expect(hash).toMatch(/^[\w-]{43}$/);
    expect(await hashesOf(other)).toEqual([hash]);
  });
});
