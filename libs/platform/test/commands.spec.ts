import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { Commands, Database, Idempotency, reply, Reply, schemaDataSource, type CommandContext } from '#platform';
import { createTestDatabase, type TestDatabase } from '#testing';

let testDatabase: TestDatabase;
let database: Database;
let commands: Commands;
const idempotency = new Idempotency();

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const admin = new pg.Client({ connectionString: testDatabase.url });
  await admin.connect();
  await admin.query(`CREATE SCHEMA tasks; CREATE TABLE tasks.effect (id int);
    CREATE TABLE tasks.idempotency_key (account_id uuid, key text, request_hash text NOT NULL, answer jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (account_id, key))`);
  await admin.end();
  const dataSource = schemaDataSource({
    service: 'tasks',
    url: testDatabase.url,
    entities: [],
    migrations: [],
    poolSize: 5,
  });
  database = new Database(await dataSource.initialize());
  commands = new Commands(database, idempotency);
});

beforeEach(async () => {
  await database.query('TRUNCATE effect, idempotency_key');
});

afterAll(async () => {
  await database.dataSource.destroy();
  await testDatabase.drop();
});

const caller = { accountId: newId(), unitId: newId(), roles: [], displayName: '' };

function context(key: string | null, hash = 'one request'): CommandContext {
  return {
    caller,
    now: new Date(),
    ifMatch: null,
    idempotencyKey: key,
    requestHash: hash,
    correlationId: 'c',
    traceparent: null,
  };
}

const effects = async () => (await database.query('SELECT id FROM effect')).rowCount;

describe('an idempotency key', () => {
  const addEffect = (key: string | null, hash?: string) =>
    commands.run(context(key, hash), async (tx) => {
      await tx.query('INSERT INTO effect VALUES (1)');
      return reply({ done: true }, { etag: 7, status: 201 });
    });

  it('makes a repeated request answer what the first one did, without a second effect', async () => {
    const first = await addEffect('a');
    const again = await addEffect('a');
    expect(again).toBeInstanceOf(Reply);
    expect(again).toEqual(first);
    expect(await effects()).toBe(1);
  });

  it('is refused with another request', async () => {
    await addEffect('a');
    await expect(addEffect('a', 'another request')).rejects.toMatchObject({ code: 'IDEMPOTENCY.KEY_REUSED' });
  });

  it('gives one effect to requests that race', async () => {
    await Promise.all([addEffect('a'), addEffect('a'), addEffect('a')]);
    expect(await effects()).toBe(1);
  });

  it('of a refused command may be tried again', async () => {
    const refused = commands.run(context('a'), async () => Promise.reject(new Error('refused')));
    await expect(refused).rejects.toThrow('refused');
    await addEffect('a');
    expect(await effects()).toBe(1);
  });

  it('is optional: without one every request takes effect', async () => {
    await addEffect(null);
    await addEffect(null);
    expect(await effects()).toBe(2);
  });

  it('is forgotten after seven days', async () => {
    await addEffect('a');
    await addEffect('b');
    await database.query(`UPDATE idempotency_key SET created_at = now() - interval '7 days 1 second' WHERE key = 'a'`);
    expect(await idempotency.forget(database)).toBe(1);
    await addEffect('a');
    expect(await effects()).toBe(3);
  });
});
