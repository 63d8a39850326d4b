import pg from 'pg';
import { until } from '#testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Departments, PASSWORD, type Actor } from './support/departments.js';

const NEW = 'Another-Password-2';

let departments: Departments;
let admin: Actor;
let unitId: string;
/** As the owner of the schema: holds back what a request does next. */
let holder: pg.Client;
let observer: pg.Client;

beforeAll(async () => {
  departments = await Departments.start();
  admin = await departments.admin();
  unitId = await departments.unit(admin);
  const options = { connectionString: departments.service.testDatabase.url, options: '-c search_path=departments' };
  [holder, observer] = [new pg.Client(options), new pg.Client(options)];
  await Promise.all([holder.connect(), observer.connect()]);
});
afterAll(async () => {
  await Promise.all([holder.end(), observer.end()]);
  await departments.stop();
});

const someone = () => departments.appoint(admin, unitId, 'LIAISON_OFFICER');
const minuteLater = () => departments.machineClock.moveTo(new Date(departments.machineClock.now().getTime() + 60_000));
const reset = ({ accountId }: Actor) => admin.ask('PUT', `/accounts/${accountId}/password`, { newPassword: NEW });
const revoke = ({ accountId }: Actor) => admin.ask('POST', `/accounts/${accountId}/revocation`);

/** Fails unless exactly so many requests are held back. */
async function held(count: number): Promise<void> {
  await until(`${count} requests to be held back`, async () => {
    const { rows } = await observer.query<{ waiting: number }>(
      `SELECT count(*)::integer AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows[0]?.waiting === count;
  });
}

/** A sign-in with the first password that has read the credentials, and goes on once `meanwhile` is done. */
async function signInOvertakenBy(person: Actor, meanwhile: () => Promise<unknown>) {
  await holder.query('BEGIN');
  await holder.query('INSERT INTO sign_in_attempt (username, attempts, last_at) VALUES ($1, 1, now())', [
    person.username,
  ]);
  const signingIn = departments.trySignIn(person.username, PASSWORD);
  await held(1);
  minuteLater();
  await meanwhile();
  await holder.query('ROLLBACK');
  return signingIn;
}

/** What `begin` does when `change` has taken its time and not been committed yet; both go on together. */
async function duringUncommitted<T>(change: () => Promise<{ status: number }>, begin: () => Promise<T>): Promise<T> {
  await holder.query('BEGIN');
  await holder.query('LOCK TABLE event_log IN SHARE MODE');
  minuteLater();
  const changing = change();
  await held(1);
  minuteLater();
  const begun = begin();
  await held(2);
  await holder.query('COMMIT');
  expect((await changing).status).toBe(200);
  return begun;
}

describe('a sign-in that has read the credentials', () => {
  it('is refused when the password was reset before it was let in', async () => {
    const person = await someone();
    expect(await signInOvertakenBy(person, () => reset(person))).toMatchObject({
      status: 401,
      body: { code: 'SESSION.REFUSED' },
    });
    expect((await departments.trySignIn(person.username, NEW)).status).toBe(201);
  });

  it('is refused when the sessions were revoked before it was let in', async () => {
    const person = await someone();
    expect((await signInOvertakenBy(person, () => revoke(person))).body.code).toBe('SESSION.REFUSED');
    expect((await departments.trySignIn(person.username, PASSWORD)).status).toBe(201);
  });

  it('is refused when the account was disabled before it was let in', async () => {
    const person = await someone();
    const disable = () => admin.ask('PUT', `/accounts/${person.accountId}/state`, { disabled: true });
    expect((await signInOvertakenBy(person, disable)).body.code).toBe('SESSION.REFUSED');
  });

  it('is let in when only its roles changed', async () => {
    const person = await someone();
    const change = () => admin.ask('PUT', `/accounts/${person.accountId}/roles`, { roles: ['AUDITOR'] });
    expect(await signInOvertakenBy(person, change)).toMatchObject({
      status: 201,
      body: { account: { roles: ['AUDITOR'] } },
    });
  });
});

describe('while a change is not committed yet', () => {
  it('a sign-in with the old password waits for a reset and is refused', async () => {
    const person = await someone();
    const answer = await duringUncommitted(
      () => reset(person),
      () => departments.trySignIn(person.username, PASSWORD),
    );
    expect(answer).toMatchObject({ status: 401, body: { code: 'SESSION.REFUSED' } });
  });

  it('a refresh waits for a revocation and gets no tokens that outlive it', async () => {
    const person = await someone();
    const answer = await duringUncommitted(
      () => revoke(person),
      () => departments.refresh(person.refreshToken),
    );
    expect(answer).toMatchObject({ status: 401, body: { code: 'SESSION.ENDED' } });
  });
});
