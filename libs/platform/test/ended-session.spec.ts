import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Database, schemaDataSource } from '#platform';
import { createTestDatabase, type TestDatabase } from '#testing';

/** `ErrorResponse` of a session that the server ends, as PostgreSQL writes it. */
const ENDED = errorResponse({
  S: 'FATAL',
  V: 'FATAL',
  C: '57P01',
  M: 'terminating connection due to administrator command',
});
/** The answer to COMMIT and the server's readiness for the next statement. */
const COMMITTED = Buffer.from('COMMIT\0Z\0\0\0\x05I', 'latin1');

let testDatabase: TestDatabase;
let proxy: Server;
let database: Database;
let endAfterCommit = false;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const target = new URL(testDatabase.url);
  proxy = createServer((client) => {
    const server = connect(Number(target.port), target.hostname);
    client.on('data', (piece) => server.write(piece)).on('error', () => undefined);
    server.on('data', (piece) => answer(client, piece)).on('error', () => undefined);
    client.on('close', () => server.destroy());
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(testDatabase.url);
  url.host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const options = { service: 'tasks', url: url.href, entities: [], migrations: [], poolSize: 1 };
  database = new Database(await schemaDataSource(options).initialize());
});
afterAll(async () => {
  await database.dataSource.destroy();
  proxy.close();
  await testDatabase.drop();
});

it('a session that the server ends in the moment in which it goes from one to the next fails that one, and not the process', async () => {
  const first = database.transaction(async (tx) => {
    await tx.query('SELECT 1');
    endAfterCommit = true;
  });
  const second = database.transaction((tx) => tx.query('SELECT 2'));
  await expect(first).resolves.toBeUndefined();
  await expect(second).rejects.toThrow(/terminating connection|not queryable/);
  const { rows } = await database.transaction((tx) => tx.query('SELECT 3 AS answer'));
  expect(rows).toEqual([{ answer: 3 }]);
});

/** Passes a piece on; with the answer to a commit, once, also that the session has ended: in one packet. */
function answer(client: Socket, piece: Buffer): void {
  const ending = endAfterCommit && piece.includes(COMMITTED);
  client.write(ending ? Buffer.concat([piece, ENDED]) : piece);
  if (!ending) return;
  endAfterCommit = false;
  client.end();
}

function errorResponse(fields: Record<string, string>): Buffer {
  const text = Object.entries(fields).map(([field, value]) => `${field}${value}\0`);
  const body = Buffer.from(`${text.join('')}\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
