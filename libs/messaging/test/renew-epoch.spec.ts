import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { renewEpoch } from '#messaging';
import { createTestDatabase, until, type TestDatabase } from '#testing';
import { TEMPLATE } from './world/template.js';

const TASKS = { service: 'tasks', schema: 'tasks' };

let database: TestDatabase;
let owner: pg.Pool;

beforeEach(async () => {
  database = await createTestDatabase({ template: TEMPLATE });
  owner = new pg.Pool({ connectionString: database.urlFor('tasks_migrator'), max: 1 });
});

afterEach(async () => {
  await owner.end();
  await database.drop();
});

async function epochOf(service: string): Promise<string> {
  const { rows } = await owner.query<{ epoch: string }>(`SELECT epoch FROM ${service}.event_log_epoch`);
  return rows[0]!.epoch;
}

test('the log gets a new epoch, and the other logs of the database keep theirs', async () => {
  const [tasks, units] = [await epochOf('tasks'), await epochOf('units')];
  const renewed = await renewEpoch(owner, TASKS);
  expect(renewed).not.toBe(tasks);
  expect([await epochOf('tasks'), await epochOf('units')]).toEqual([renewed, units]);
});

test('the epoch stays while anybody else is connected, who is named together with what to do', async () => {
  const before = await epochOf('tasks');
  const service = new pg.Client({
    connectionString: database.urlFor('watch_runtime'),
    application_name: 'lianban-watch',
  });
  await service.connect();
  const refusal = await renewEpoch(owner, TASKS).catch((error: Error) => error.message);
  expect(refusal).toMatch(/in use by pid \d+ \(user watch_runtime, application "lianban-watch"\)/);
  expect(refusal).toContain('Stop every service');
  expect(await epochOf('tasks')).toBe(before);
  await service.end();
  await until('it is renewed when the session has ended', () => renewEpoch(owner, TASKS));
});

test('whoever connects while the epoch is renewed stops it', async () => {
  const reader = new pg.Client({ connectionString: database.urlFor('watch_runtime') });
  const connecting: pg.Pool['connect'] = owner.connect.bind(owner);
  const before = await epochOf('tasks');
  Object.assign(owner, {
    connect: async () => {
      const client = await connecting();
      const query = client.query.bind(client) as (...sent: unknown[]) => Promise<unknown>;
      const connectFirst = async (...sent: [{ text?: string }, ...unknown[]]) => {
        if (sent[0].text?.startsWith('LOCK TABLE')) await reader.connect();
        return query(...sent);
      };
      return Object.assign(client, { query: connectFirst });
    },
  });
  await expect(renewEpoch(owner, TASKS)).rejects.toThrow('watch_runtime');
  const { rows } = await reader.query<{ epoch: string }>('SELECT epoch FROM tasks.event_log_epoch');
  expect(rows[0]!.epoch).toBe(before);
  await reader.end();
});
