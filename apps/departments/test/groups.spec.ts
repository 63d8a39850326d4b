import { newId } from '#kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Departments, type Actor } from './support/departments.js';

let departments: Departments;
let admin: Actor;
let units: string[];

beforeAll(async () => {
  departments = await Departments.start();
  admin = await departments.admin();
  units = [await departments.unit(admin), await departments.unit(admin), await departments.unit(admin)];
});
afterAll(() => departments.stop());

const group = (members: object[], rest: object = {}) => ({
  name: `group ${newId()}`,
  origin: '示例',
  members,
  ...rest,
});

it('expands a group to who belongs to it on the day that is asked about, or today', async () => {
  const members = [
    { unitId: units[2], from: '2021-01-01' },
    { unitId: units[0], from: '2021-01-01', to: '2021-11-21' },
    { unitId: units[1], from: '2021-11-22', to: '2022-06-30' },
  ];
  const { body: set, headers } = await admin.ask('POST', '/groups', group(members));
  expect(headers['location']).toBe(`/api/departments/groups/${set.groupId}`);
  const on = async (query: string) => (await admin.ask('GET', `/groups/${set.groupId}${query}`)).body.membersOn;
  expect(await on('?on=2021-11-21')).toEqual([units[2], units[0]]);
  expect(await on('')).toEqual([units[2], units[1]]); // the clock stands at 2021-11-22
  expect(await on('?on=2022-07-01')).toEqual([units[2]]);
  expect(await on('?on=2020-12-31')).toEqual([]);
});

it('replaces the list whole and tells the other services every membership', async () => {
  const { body: set } = await admin.ask('POST', '/groups', group([{ unitId: units[0], from: '2021-01-01' }]));
  const members = [
    { unitId: units[0], from: '2021-01-01', to: '2021-12-31' },
    { unitId: units[1], from: '2022-01-01', to: null },
  ];
  const { status, body } = await admin.ask('PUT', `/groups/${set.groupId}`, group(members, { aliases: ['各区'] }));
  expect({ status, version: body.version, members: body.members }).toEqual({ status: 200, version: 2, members });
  const [, changed] = await departments.events(set.groupId);
  expect(changed).toMatchObject({ type: 'departments.group-changed', data: { group: { members, aliases: ['各区'] } } });
  const found = await admin.ask('GET', `/groups?name=${encodeURIComponent('各区')}`);
  expect(found.body.items).toMatchObject([{ groupId: set.groupId }]);
});

it('refuses memberships of unknown units, naming them, and keeps the group as it was', async () => {
  const { body: set } = await admin.ask('POST', '/groups', group([{ unitId: units[0], from: '2021-01-01' }]));
  const wrong = group([
    { unitId: units[0], from: '2021-01-01' },
    { unitId: newId(), from: '2021-01-01' },
  ]);
  expect(await admin.ask('PUT', `/groups/${set.groupId}`, wrong)).toMatchObject({
    status: 400,
    body: { code: 'GROUP.MEMBERSHIP_INVALID', errors: [{ pointer: '/members/1' }] },
  });
  expect((await admin.ask('GET', `/groups/${set.groupId}`)).body).toMatchObject({ version: 1, members: set.members });
});

it.each(['2021-09-31', '0000-01-01', '2021-1-1'])('refuses the impossible day %s, naming its place', async (from) => {
  const answer = await admin.ask('POST', '/groups', group([{ unitId: units[0], from }]));
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/members/0/from' }] } });
});

it('refuses a name that another group has', async () => {
  await admin.ask('POST', '/groups', group([], { name: '同名组' }));
  expect((await admin.ask('POST', '/groups', group([], { name: '同名组' }))).body.code).toBe('GROUP.NAME_TAKEN');
});

it('is refused for someone who saw an older version, and unknown groups are not found', async () => {
  const { body: set } = await admin.ask('POST', '/groups', group([]));
  await admin.ask('PUT', `/groups/${set.groupId}`, group([]));
  const stale = await admin.ask('PUT', `/groups/${set.groupId}`, group([]), { 'if-match': '"1"' });
  expect(stale.status).toBe(412);
  expect((await admin.ask('PUT', `/groups/${newId()}`, group([]))).body.code).toBe('GROUP.NOT_FOUND');
});
