import { newId } from '#kernel';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const someone = () => departments.appoint(admin, unitId, 'LIAISON_OFFICER');
const minutesLater = (minutes: number) =>
  departments.machineClock.moveTo(new Date(departments.machineClock.now().getTime() + minutes * 60_000));

describe('signing in', () => {
  it('gives a token of ten minutes that opens the own account and unit', async () => {
    const person = await someone();
    const { sub, iat = 0, exp = 0, sid } = decodeJwt(person.accessToken);
    expect({ sub, seconds: Math.round(exp - iat) }).toEqual({ sub: person.accountId, seconds: 600 });
    expect(sid).toMatch(/^[0-9a-f-]{36}$/);
    const me = await person.ask('GET', '/me');
    expect(me.body).toMatchObject({ account: { username: person.username }, unit: { unitId } });
  });

  it('takes the user name in capital letters as well', async () => {
    const person = await someone();
    expect((await departments.trySignIn(person.username.toUpperCase(), PASSWORD)).status).toBe(201);
  });

  it('answers an unknown name exactly like a wrong password', async () => {
    const person = await someone();
    const wrong = await departments.trySignIn(person.username, 'Wrong-Password-1');
    const unknown = await departments.trySignIn('nobody.of.that.name', 'Wrong-Password-1');
    expect(wrong).toMatchObject({ status: 401, body: { code: 'SESSION.REFUSED' } });
    const { traceId: _wrong, ...wrongBody } = wrong.body;
    const { traceId: _unknown, ...unknownBody } = unknown.body;
    expect({ status: unknown.status, body: unknownBody }).toEqual({ status: wrong.status, body: wrongBody });
  });

  it('refuses a user name that no database can hold, naming the field', async () => {
    const answer = await departments.trySignIn('a\u0000b', PASSWORD);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/username' }] } });
  });

  it('refuses a disabled account like a wrong password, and lets it in again when enabled', async () => {
    const person = await someone();
    await admin.ask('PUT', `/accounts/${person.accountId}/state`, { disabled: true });
    expect((await departments.trySignIn(person.username, PASSWORD)).body.code).toBe('SESSION.REFUSED');
    await admin.ask('PUT', `/accounts/${person.accountId}/state`, { disabled: false });
    expect((await departments.trySignIn(person.username, PASSWORD)).status).toBe(201);
  });

  it('never answers or keeps a password or a refresh token in the clear', async () => {
    const person = await someone();
    const tables = ['account', 'session', 'refresh_token', 'sign_in_attempt', 'idempotency_key', 'event_log'];
    for (const table of tables) {
      const { rows } = await departments.service.database.query(`SELECT t::text FROM ${table} t`);
      const text = JSON.stringify(rows);
      expect(text).not.toContain(PASSWORD);
      expect(text).not.toContain(person.refreshToken);
    }
  });
});

describe('failed attempts', () => {
  const fail = (username: string) => departments.trySignIn(username, 'Wrong-Password-1');

  it('lock a name after five, also for the right password, until fifteen minutes have passed', async () => {
    const { username } = await someone();
    for (let attempt = 1; attempt <= 5; attempt++) expect((await fail(username)).status).toBe(401);
    expect(await departments.trySignIn(username, PASSWORD)).toMatchObject({
      status: 429,
      body: { code: 'SESSION.LOCKED' },
    });
    minutesLater(14);
    expect((await departments.trySignIn(username, PASSWORD)).status).toBe(429);
    minutesLater(1);
    expect((await departments.trySignIn(username, PASSWORD)).status).toBe(201);
  });

  it('lock a name that does not exist in the same way', async () => {
    for (let attempt = 1; attempt <= 5; attempt++) expect((await fail('ghost')).status).toBe(401);
    expect((await fail('ghost')).body.code).toBe('SESSION.LOCKED');
  });

  it('are forgotten after a success', async () => {
    const { username } = await someone();
    for (let attempt = 1; attempt <= 4; attempt++) await fail(username);
    expect((await departments.trySignIn(username, PASSWORD)).status).toBe(201);
    for (let attempt = 1; attempt <= 4; attempt++) expect((await fail(username)).status).toBe(401);
    expect((await departments.trySignIn(username, PASSWORD)).status).toBe(201);
  });

  it('made all at once try no more passwords than one by one', async () => {
    const { username } = await someone();
    const answers = await Promise.all(Array.from({ length: 12 }, () => fail(username)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
  });
});

describe('a refresh token', () => {
  it('is exchanged for new tokens of the same session', async () => {
    const person = await someone();
    const { status, body } = await departments.refresh(person.refreshToken);
    expect(status).toBe(200);
    expect(decodeJwt(body.accessToken)['sid']).toBe(decodeJwt(person.accessToken)['sid']);
    expect((await departments.refresh(body.refreshToken)).status).toBe(200);
  });

  it('used a second time ends the session, also for the one who holds the newer token', async () => {
    const person = await someone();
    const { body } = await departments.refresh(person.refreshToken);
    expect(await departments.refresh(person.refreshToken)).toMatchObject({
      status: 401,
      body: { code: 'SESSION.REFRESH_REUSED' },
    });
    expect((await departments.refresh(body.refreshToken)).body.code).toBe('SESSION.ENDED');
  });

  it('presented twice at once is exchanged once', async () => {
    const person = await someone();
    const answers = await Promise.all([1, 2].map(() => departments.refresh(person.refreshToken)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
  });

  it('works no longer after signing out, and signing out says nothing about a token', async () => {
    const person = await someone();
    const signOut = (refreshToken: string) =>
      departments.service.request('POST', '/api/departments/sessions/sign-out', { body: { refreshToken } });
    expect((await signOut(person.refreshToken)).status).toBe(204);
    expect((await signOut('never issued')).status).toBe(204);
    expect((await departments.refresh(person.refreshToken)).body.code).toBe('SESSION.ENDED');
  });

  it('works no longer twelve hours after signing in', async () => {
    const person = await someone();
    minutesLater(12 * 60);
    expect((await departments.refresh(person.refreshToken)).body.code).toBe('SESSION.ENDED');
  });

  it('works no longer after the account was disabled', async () => {
    const person = await someone();
    await admin.ask('PUT', `/accounts/${person.accountId}/state`, { disabled: true });
    expect((await departments.refresh(person.refreshToken)).body.code).toBe('SESSION.ENDED');
  });
});

describe('revoking the sessions of an account', () => {
  it('ends its access tokens and refresh tokens at once, and the person can sign in again at once', async () => {
    const person = await someone();
    minutesLater(1);
    expect((await admin.ask('POST', `/accounts/${person.accountId}/revocation`)).status).toBe(200);
    expect((await person.ask('GET', '/me')).body.code).toBe('AUTH.REVOKED');
    expect((await departments.refresh(person.refreshToken)).body.code).toBe('SESSION.ENDED');
    const again = await departments.signIn(person.username);
    expect((await again.ask('GET', '/me')).status).toBe(200);
  });

  it('tells the other services from when on tokens are valid', async () => {
    const person = await someone();
    await person.ask('POST', `/accounts/${person.accountId}/revocation`);
    const [, revoked] = await departments.events(person.accountId);
    expect(revoked).toMatchObject({
      type: 'departments.member-changed',
      actor: person.accountId,
      data: { reason: 'REVOKED', account: { tokensValidFrom: departments.machineClock.now().toISOString() } },
    });
  });
});

describe('changing the own password', () => {
  const NEW = 'Another-Password-2';
  const change = (person: Actor, currentPassword: string, newPassword: string) =>
    person.ask('PUT', '/me/password', { currentPassword, newPassword });

  it('ends every session and lets in with the new password only', async () => {
    const person = await someone();
    minutesLater(1);
    expect((await change(person, PASSWORD, NEW)).status).toBe(204);
    expect((await person.ask('GET', '/me')).body.code).toBe('AUTH.REVOKED');
    expect((await departments.trySignIn(person.username, PASSWORD)).status).toBe(401);
    expect((await departments.trySignIn(person.username, NEW)).status).toBe(201);
  });

  it('is refused without the current password, and trying it counts as an attempt', async () => {
    const person = await someone();
    for (let attempt = 1; attempt <= 5; attempt++) {
      expect((await change(person, 'Wrong-Password-1', NEW)).body).toMatchObject({
        code: 'ACCOUNT.PASSWORD_WRONG',
        errors: [{ pointer: '/currentPassword' }],
      });
    }
    expect((await change(person, PASSWORD, NEW)).body.code).toBe('SESSION.LOCKED');
  });

  it('is refused for a weak password, naming every rule that it breaks', async () => {
    const person = await someone();
    const { status, body } = await change(person, PASSWORD, 'short');
    expect(status).toBe(400);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/newPassword', '/newPassword']);
  });
});

describe('resetting a forgotten password', () => {
  const NEW = 'Another-Password-2';
  const reset = (person: Actor, newPassword = NEW) =>
    admin.ask('PUT', `/accounts/${person.accountId}/password`, { newPassword });

  it('ends every session, lets in with the new password only, and is told to the other services', async () => {
    const person = await someone();
    minutesLater(1);
    expect(await reset(person)).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    expect((await person.ask('GET', '/me')).body.code).toBe('AUTH.REVOKED');
    expect((await departments.refresh(person.refreshToken)).body.code).toBe('SESSION.ENDED');
    expect((await departments.trySignIn(person.username, PASSWORD)).status).toBe(401);
    expect((await departments.trySignIn(person.username, NEW)).status).toBe(201);
    const [, event] = await departments.events(person.accountId);
    expect(event).toMatchObject({
      type: 'departments.member-changed',
      actor: admin.accountId,
      data: { reason: 'PASSWORD_RESET', account: { tokensValidFrom: departments.machineClock.now().toISOString() } },
    });
    expect(JSON.stringify(event)).not.toContain(NEW);
  });

  it('opens the name that was locked by trying', async () => {
    const person = await someone();
    for (let attempt = 1; attempt <= 5; attempt++) await departments.trySignIn(person.username, 'Wrong-Password-1');
    expect((await departments.trySignIn(person.username, PASSWORD)).status).toBe(429);
    await reset(person);
    expect((await departments.trySignIn(person.username, NEW)).status).toBe(201);
  });

  it('is refused for a weak password, naming every rule that it breaks, and changes nothing', async () => {
    const person = await someone();
    const { status, body } = await reset(person, 'short');
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'ACCOUNT.PASSWORD_WEAK' });
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/newPassword', '/newPassword']);
    expect((await departments.trySignIn(person.username, PASSWORD)).status).toBe(201);
  });

  it('answers 404 for an account that does not exist', async () => {
    const answer = await admin.ask('PUT', `/accounts/${newId()}/password`, { newPassword: NEW });
    expect(answer).toMatchObject({ status: 404, body: { code: 'ACCOUNT.NOT_FOUND' } });
  });
});

it('refuses sample accounts where they are not allowed: none is appointed, an existing one is shut out', async () => {
  const sample = {
    username: 'sample.person',
    displayName: '示例',
    unitId,
    roles: ['AUDITOR'],
    password: PASSWORD,
    sample: true,
  };
  expect((await admin.ask('POST', '/accounts', sample)).status).toBe(201);
  const { accessToken, refreshToken } = (await departments.trySignIn(sample.username, PASSWORD)).body;
  const strict = await Departments.start({ beside: departments, environment: { ALLOW_SAMPLE_ACCOUNTS: 'false' } });
  expect((await strict.trySignIn(sample.username, PASSWORD)).body.code).toBe('SESSION.REFUSED');
  const headers = { authorization: `Bearer ${accessToken}` };
  expect((await strict.service.request('GET', '/api/departments/me', { headers })).body.code).toBe(
    'AUTH.SAMPLE_REFUSED',
  );
  expect((await strict.refresh(refreshToken)).body.code).toBe('SESSION.ENDED');
  const strictAdmin = await strict.admin();
  expect((await strictAdmin.ask('POST', '/accounts', { ...sample, username: 'another' })).body.code).toBe(
    'ACCOUNT.SAMPLE_REFUSED',
  );
  await strict.stop();
});
