import type { Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Database, schemaDataSource } from '#platform';
import { createTestDatabase, lineTo, type Line, type TestDatabase } from '#testing';

/** `ErrorResponse` of a session that the server ends, as PostgreSQL writes it. */
const ENDED = errorResponse({
  S: 'FATAL',
  V: 'FATAL',
  C: '57P01',
  M: 'terminating connection due to administrator command',
});
/** The last word of the server's greeting: ready for the first statement. */
const READY = Buffer.from('Z\0\0\0\x05I', 'latin1');

let testDatabase: TestDatabase;
let line: Line;
let database: Database;
let endWhenGreeted = false;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const { line: lineThere, url } = await lineTo(testDatabase.url);
  line = lineThere;
  line.answer = answer;
  const options = { service: 'tasks', url, entities: [], migrations: [], poolSize: 2 };
  database = new Database(await schemaDataSource(options).initialize());
});
afterAll(async () => {
  await database.dataSource.destroy();
  line.close();
  await testDatabase.drop();
});

it('a session that the server ends before it is first used fails who was to use it, and not the process', async () => {
  await database.transaction(async (held) => {
    await held.query('SELECT 1');
    endWhenGreeted = true;
    const next = database.transaction((tx) => tx.query('SELECT 2'));
    await expect(next).rejects.toThrow(/terminating connection|not queryable/);
  });
  const { rows } = await database.transaction((tx) => tx.query('SELECT 3 AS answer'));
  expect(rows).toEqual([{ answer: 3 }]);
});

/** Passes a piece on; after the next greeting, in the same packet, also that the session has ended. */
function answer(piece: Buffer, client: Socket): void {
  const ending = endWhenGreeted && piece.includes('server_version') && piece.includes(READY);
  client.write(ending ? Buffer.concat([piece, ENDED]) : piece);
  if (!ending) return;
  endWhenGreeted = false;
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
