import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database, schemaDataSource } from '#platform';
import { createTestDatabase, lineTo, until, type Line, type TestDatabase } from '#testing';

let testDatabase: TestDatabase;
let line: Line;
let gone: Database;
let others: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const admin = new pg.Client({ connectionString: testDatabase.url });
  await admin.connect();
  await admin.query('CREATE SCHEMA tasks; CREATE TABLE tasks.ledger (id int PRIMARY KEY, amount int NOT NULL)');
  await admin.query('INSERT INTO tasks.ledger VALUES (1, 10)');
  await admin.end();
  const { line: lineOfGone, url } = await lineTo(testDatabase.url);
  line = lineOfGone;
  gone = await databaseAt(url);
  others = await databaseAt(testDatabase.url);
});

afterAll(async () => {
  line.close();
  await others.dataSource.destroy(); // the other's pool would wait for ever for what is gone
  await testDatabase.drop();
});

describe('a process that is gone without a word', () => {
  it('keeps neither the rows of its transaction nor the name of its job, and one that works long keeps its own', async () => {
    const holds = Promise.withResolvers<void>();
    void gone.transaction(async (tx) => {
      await tx.query('UPDATE ledger SET amount = 0 WHERE id = 1');
      await gone.exclusively('sweep', async () => {
        holds.resolve();
        await new Promise(() => undefined);
      });
    });
    await holds.promise;
    line.swallow();
    line.answer = () => undefined; // nor on connections that it makes anew

    const refused: boolean[] = [];
    const begun = Date.now();
    const ran = await others.exclusively('long work', async () => {
      await others.query('UPDATE ledger SET amount = amount + 1 WHERE id = 1');
      await until('the name of the job is free', () => others.exclusively('sweep', () => Promise.resolve()), 30_000);
      await until('the server would have ended a silent one', () => Date.now() - begun > 24_000);
      refused.push(await others.exclusively('long work', () => Promise.resolve()));
    });

    const { rows } = await others.query<{ amount: number }>('SELECT amount FROM ledger');
    expect(rows).toEqual([{ amount: 11 }]);
    expect({ ran, refused }).toEqual({ ran: true, refused: [false] });
  });
});

async function databaseAt(url: string): Promise<Database> {
  const options = { service: 'tasks', url, entities: [], migrations: [], poolSize: 5 };
  return new Database(await schemaDataSource(options).initialize());
}
