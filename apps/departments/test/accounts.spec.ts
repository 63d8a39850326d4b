import { newId } from '#kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, Departments, PASSWORD, type Actor } from './support/departments.js';

let departments: Departments;
let admin: Actor;
let unitId: string;

beforeAll(async () => {
  departments = await Departments.start();
  admin = await departments.admin();
  unitId = await departments.unit(admin);
});
afterAll(() => departments.stop());

const person = (rest: object = {}) => ({
  username: `u${newId().slice(-12)}`,
  displayName: '联络员',
  unitId,
  roles: ['LIAISON_OFFICER'],
  password: PASSWORD,
  ...rest,
});

describe('appointing a person', () => {
  it('tells the other services the account without anything of the password', async () => {
    const { status, body } = await admin.ask('POST', '/accounts', person({ username: 'Haidian.Liaison' }));
    expect({ status, username: body.username }).toEqual({ status: 201, username: 'haidian.liaison' });
    const { version: _, ...account } = body;
    const [event] = await departments.events(account.accountId);
    expect(event?.data).toEqual({ account });
    expect(Object.keys(account).join()).not.toMatch(/password/i);
  });

  it.each([
    ['a user name in use', { username: ADMIN.username }, 'ACCOUNT.USERNAME_TAKEN'],
    ['an unknown unit', { unitId: newId() }, 'ACCOUNT.UNIT_UNKNOWN'],
    ['a weak password', { password: 'password' }, 'ACCOUNT.PASSWORD_WEAK'],
    [
      'an administrator with business rights',
      { roles: ['ADMINISTRATOR', 'COORDINATOR'] },
      'ACCOUNT.ROLES_INCOMPATIBLE',
    ],
    ['no role', { roles: [] }, 'REQUEST.INVALID'],
    ['a role twice', { roles: ['AUDITOR', 'AUDITOR'] }, 'REQUEST.INVALID'],
    ['a user name with spaces', { username: 'two words' }, 'REQUEST.INVALID'],
  ])('is refused for %s', async (_case, wrong, code) => {
    expect((await admin.ask('POST', '/accounts', person(wrong))).body.code).toBe(code);
  });
});

describe('changing an account', () => {
  it('gives the new roles to the token that is already out', async () => {
    const office = await departments.unit(admin, 'COORDINATION_OFFICE');
    const someone = await departments.appoint(admin, office, 'LIAISON_OFFICER');
    const group = { name: newId(), origin: '示例', members: [] };
    expect((await someone.ask('POST', '/groups', group)).status).toBe(403);
    await admin.ask('PUT', `/accounts/${someone.accountId}/roles`, { roles: ['ADMINISTRATOR'] });
    expect((await someone.ask('POST', '/groups', group)).status).toBe(201);
    const [, event] = await departments.events(someone.accountId);
    expect(event).toMatchObject({ data: { reason: 'ROLES', account: { roles: ['ADMINISTRATOR'] } } });
  });

  it('refuses the token of a disabled account at once', async () => {
    const someone = await departments.appoint(admin, unitId, 'LIAISON_OFFICER');
    await admin.ask('PUT', `/accounts/${someone.accountId}/state`, { disabled: true });
    expect((await someone.ask('GET', '/me')).body.code).toBe('AUTH.REVOKED');
  });

  it('is refused on the own account: no administrator raises or locks out himself', async () => {
    const own = `/accounts/${admin.accountId}`;
    expect((await admin.ask('PUT', `${own}/roles`, { roles: ['AUDITOR'] })).body.code).toBe('ACCOUNT.OWN_ACCOUNT');
    expect((await admin.ask('PUT', `${own}/state`, { disabled: true })).body.code).toBe('ACCOUNT.OWN_ACCOUNT');
    const newPassword = { newPassword: 'Another-Password-2' };
    expect((await admin.ask('PUT', `${own}/password`, newPassword)).body.code).toBe('ACCOUNT.OWN_ACCOUNT');
  });

  it('is refused for someone who saw an older version', async () => {
    const someone = await departments.appoint(admin, unitId, 'LIAISON_OFFICER');
    const path = `/accounts/${someone.accountId}/roles`;
    await admin.ask('PUT', path, { roles: ['UNIT_APPROVER'] });
    expect((await admin.ask('PUT', path, { roles: ['AUDITOR'] }, { 'if-match': '"1"' })).status).toBe(412);
  });

  it('answers 404 for an account that does not exist', async () => {
    expect((await admin.ask('POST', `/accounts/${newId()}/revocation`)).body.code).toBe('ACCOUNT.NOT_FOUND');
  });
});

describe('reading accounts', () => {
  it('shows a member the accounts of his unit, and answers 404 for others as for unknown ones', async () => {
    const member = await departments.appoint(admin, unitId, 'LIAISON_OFFICER');
    const colleague = await departments.appoint(admin, unitId, 'UNIT_APPROVER');
    const stranger = await departments.appoint(admin, await departments.unit(admin), 'LIAISON_OFFICER');
    expect((await member.ask('GET', `/accounts/${colleague.accountId}`)).status).toBe(200);
    const foreign = await member.ask('GET', `/accounts/${stranger.accountId}`);
    const unknown = await member.ask('GET', `/accounts/${newId()}`);
    expect([foreign.status, foreign.body.code]).toEqual([unknown.status, unknown.body.code]);
    const { body } = await member.ask('GET', '/accounts?limit=200');
    expect(new Set(body.items.map((account: { unitId: string }) => account.unitId))).toEqual(new Set([unitId]));
  });

  it('shows an administrator all, by unit and role', async () => {
    const elsewhere = await departments.unit(admin);
    const auditor = await departments.appoint(admin, elsewhere, 'AUDITOR');
    await departments.appoint(admin, elsewhere, 'ASSESSOR');
    const { body } = await admin.ask('GET', `/accounts?unitId=${elsewhere}&role=AUDITOR`);
    expect(body.items).toMatchObject([{ accountId: auditor.accountId }]);
  });
});

it('appoints the first administrator once, however many instances start on an empty register', async () => {
  const second = await Departments.start({
    beside: departments,
    environment: { BOOTSTRAP_ADMIN_PASSWORD: 'Other-Password-9' },
  });
  expect((await second.trySignIn(ADMIN.username, 'Other-Password-9')).status).toBe(401);
  expect((await second.trySignIn(ADMIN.username, ADMIN.password)).status).toBe(201);
  await second.stop();
});

describe('the only administrator who forgot his password', () => {
  const RECOVERED = 'Recovered-Password-3';
  const started = (environment: Record<string, string>) => Departments.start({ beside: departments, environment });

  it('is let in by a start with RECOVER_ADMIN_PASSWORD, which ends his sessions and is done once', async () => {
    departments.machineClock.moveTo(new Date(departments.machineClock.now().getTime() + 60_000));
    for (let start = 1; start <= 2; start++) await (await started({ RECOVER_ADMIN_PASSWORD: RECOVERED })).stop();
    expect((await admin.ask('GET', '/me')).body.code).toBe('AUTH.REVOKED');
    expect((await departments.trySignIn(ADMIN.username, ADMIN.password)).status).toBe(401);
    expect((await departments.trySignIn(ADMIN.username, RECOVERED)).status).toBe(201);
    const resets = (await departments.events(admin.accountId)).filter(({ data }) => data.reason === 'PASSWORD_RESET');
    expect(resets).toMatchObject([{ actor: 'installation', type: 'departments.member-changed' }]);
    expect(JSON.stringify(resets)).not.toContain(RECOVERED);
  });

  it('is the administrator of the installation alone: no other account is opened that way', async () => {
    const administrator = await departments.signIn(ADMIN.username, RECOVERED);
    const member = await departments.appoint(administrator, unitId, 'COORDINATOR');
    const other = { RECOVER_ADMIN_PASSWORD: 'Another-Password-4', BOOTSTRAP_ADMIN_USERNAME: member.username };
    await (await started(other)).stop();
    expect((await departments.trySignIn(member.username, 'Another-Password-4')).status).toBe(401);
    expect((await departments.trySignIn(member.username, PASSWORD)).status).toBe(201);
  });
});
