import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Database, schemaDataSource } from '#platform';
import { createTestDatabase, type TestDatabase } from '#testing';

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const admin = new pg.Client({ connectionString: testDatabase.url });
  await admin.connect();
  await admin.query(
    'CREATE SCHEMA tasks; CREATE TABLE tasks.ledger (id int PRIMARY KEY, amount int NOT NULL CHECK (amount >= 0))',
  );
  await admin.end();
  const dataSource = schemaDataSource({
    service: 'tasks',
    url: testDatabase.url,
    entities: [],
    migrations: [],
    poolSize: 5,
  });
  database = new Database(await dataSource.initialize());
});

beforeEach(async () => {
  await database.query('TRUNCATE ledger');
  await database.query('INSERT INTO ledger VALUES (1, 10), (2, 10)');
});

afterAll(async () => {
  await database.dataSource.destroy();
  await testDatabase.drop();
});

const amounts = async () =>
  (await database.query<{ amount: number }>('SELECT amount FROM ledger ORDER BY id')).rows.map(({ amount }) => amount);

describe('a transaction', () => {
  it('that fails leaves nothing behind and tells nobody of a commit', async () => {
    const told: string[] = [];
    const failing = database.transaction(async (tx) => {
      tx.afterCommit(() => void told.push('committed'));
      await tx.query('UPDATE ledger SET amount = 5 WHERE id = 1');
      await tx.query('UPDATE ledger SET amount = -1 WHERE id = 2');
    });
    await expect(failing).rejects.toMatchObject({ code: '23514' });
    expect(await amounts()).toEqual([10, 10]);
    expect(told).toEqual([]);
  });

  it('whose failed statement nobody looked at is not taken for committed', async () => {
    const careless = database.transaction(async (tx) => {
      await tx.query('UPDATE ledger SET amount = -1 WHERE id = 1').catch(() => undefined);
    });
    await expect(careless).rejects.toThrow(/rolled back/);
    expect(await amounts()).toEqual([10, 10]);
  });

  it('whose event cannot be written leaves nothing behind', async () => {
    const unwritable = database.transaction(async (tx) => {
      await tx.query('UPDATE ledger SET amount = 5 WHERE id = 1');
      tx.append([
        {
          type: 'tasks.changed',
          version: 1,
          aggregateId: '00000000-0000-7000-8000-000000000001',
          aggregateVersion: 1,
          occurredAt: new Date(),
          actor: 'test',
          data: { text: 'a\0b' },
        },
      ]);
    });
    await expect(unwritable).rejects.toThrow('NUL character');
    expect(await amounts()).toEqual([10, 10]);
  });

  it('that meets another in a deadlock is run again and both take effect', async () => {
    const bothHoldOne = rendezvous(2);
    const take = (first: number, second: number) => {
      let attempt = 0;
      return database.transaction(async (tx) => {
        await tx.query('UPDATE ledger SET amount = amount + 1 WHERE id = $1', [first]);
        if (attempt++ === 0) await bothHoldOne();
        await tx.query('UPDATE ledger SET amount = amount + 1 WHERE id = $1', [second]);
        return attempt;
      });
    };
    const attempts = await Promise.all([take(1, 2), take(2, 1)]);
    expect(Math.max(...attempts)).toBe(2);
    expect(await amounts()).toEqual([12, 12]);
  });

  it('reads dates as they are written, whatever zone the machine is in', async () => {
    const { rows } = await database.query<{ day: string }>(`SELECT date '2021-12-31' AS day`);
    expect(rows[0]?.day).toBe('2021-12-31');
  });
});

it('work that must not run twice at once runs in one place', async () => {
  const inside = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const first = database.exclusively('sweep', async () => {
    inside.resolve();
    await mayEnd.promise;
  });
  await inside.promise;
  expect(await database.exclusively('sweep', async () => undefined)).toBe(false);
  mayEnd.resolve();
  expect(await first).toBe(true);
  expect(await database.exclusively('sweep', async () => undefined)).toBe(true);
});

/** Resolves for all callers when `count` have called. */
function rendezvous(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let here = 0;
  return async () => {
    if (++here === count) resolve();
    await promise;
  };
}
