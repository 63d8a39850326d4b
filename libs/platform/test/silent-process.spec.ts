import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database, schemaDataSource } from '#platform';
import { createTestDatabase, until, type TestDatabase } from '#testing';

/** Both ends of every connection stay open, and nothing comes through any more. */
interface Line {
  url: string;
  fallSilent(): void;
  close(): void;
}

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
  line = await lineTo(testDatabase.url);
  gone = await databaseAt(line.url);
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
    line.fallSilent();

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

async function lineTo(databaseUrl: string): Promise<Line> {
  const target = new URL(databaseUrl);
  const sockets: Socket[] = [];
  let silent = false;
  const carry = (from: Socket, to: Socket) =>
    from.on('data', (piece) => silent || to.write(piece)).on('error', () => undefined);
  const server: Server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname);
    sockets.push(client, database);
    carry(client, database);
    carry(database, client);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    fallSilent: () => (silent = true),
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
