import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Person } from '#testing';
import { planFields, taskFields, Tasks, type Cast } from './support/tasks.js';

let tasks: Tasks;
let cast: Cast;
/** Both a coordinator and a member of the leading group: whether he is one is read in every transaction. */
let coordinator: Person;

beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
  coordinator = await tasks.service.appoint(cast.officeUnitId, 'COORDINATOR', 'GROUP_MEMBER');
});
afterAll(() => tasks.stop());

/** Runs `work` while all connections of the service's pool but one are taken. */
async function onOneConnection<T>(work: () => Promise<T>): Promise<T> {
  const { pool } = tasks.service.database;
  await tasks.service.settle();
  const taken = await Promise.all(Array.from({ length: pool.options.max - 1 }, () => pool.connect()));
  try {
    return await work();
  } finally {
    for (const connection of taken) connection.release();
  }
}

type Request = readonly [person: Person, method: 'POST' | 'PUT', path: string, body?: unknown];

const districts = () => ({ units: [{ groupId: cast.districtsId, role: 'RESPONSIBLE' }] });

async function registered(): Promise<{ planPath: string; taskPath: string }> {
  const { planId, taskIds } = await tasks.plan(cast, [taskFields([])]);
  return { planPath: `/plans/${planId}`, taskPath: `/tasks/${taskIds[0]}` };
}

async function requested(): Promise<string> {
  const { planId } = await tasks.plan(cast, [taskFields(districts().units)]);
  await tasks.must(cast.coordinator, 'POST', `/plans/${planId}/issue-request`);
  return `/plans/${planId}/issue-approval`;
}

async function issued(): Promise<string> {
  return `/tasks/${(await tasks.issued(cast, [taskFields([])])).taskIds[0]}`;
}

it.each<{ command: string; prepare: () => Promise<Request> }>([
  { command: 'registering a plan', prepare: async () => [coordinator, 'POST', '/plans', planFields(cast)] },
  {
    command: 'registering tasks',
    prepare: async () => [coordinator, 'POST', `${(await registered()).planPath}/tasks`, { tasks: [taskFields([])] }],
  },
  {
    command: 'revising a task',
    prepare: async () => [coordinator, 'PUT', (await registered()).taskPath, taskFields(districts().units)],
  },
  {
    command: 'requesting an issue',
    prepare: async () => [coordinator, 'POST', `${(await registered()).planPath}/issue-request`],
  },
  { command: 'approving an issue', prepare: async () => [cast.leader, 'POST', await requested()] },
  {
    command: 'assigning units',
    prepare: async () => [coordinator, 'POST', `${await issued()}/assignments`, districts()],
  },
])('$command needs no second connection while its transaction holds one', async ({ prepare }) => {
  const request = await prepare();
  const { status } = await onOneConnection(() => tasks.ask(...request));
  expect(status).toBeLessThan(300);
});
