import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createPlatformTables,
  grantLogs,
  migrate,
  migratorOf,
  provisionSchemas,
  runtimeOf,
  ServiceName,
} from '#platform';
import { createTestDatabase, type TestDatabase } from '#testing';

class CreateTables1700000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createPlatformTables(queryRunner, { directory: false });
    await queryRunner.query('CREATE TABLE secret_of_owner (value integer)');
  }

  down(): Promise<void> {
    throw new Error('forward only');
  }
}

const REFUSED = /permission denied|must be owner|is not a projection of/;

const EVENT = `INSERT INTO event_log (slot, id, type, version, aggregate_id, aggregate_version, occurred_at, actor, data)
  SELECT get_byte(uuid_send(key), 15) & 63, gen_random_uuid(), 'unit-registered', 1, key, 1, now(), 'test', '{}'
  FROM (SELECT gen_random_uuid() AS key)`;

describe('the roles of a service', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await installed();
  });

  afterAll(async () => {
    await database.drop();
  });

  /** What an installation does; answers with the migrations that ran, by service. */
  async function installed(): Promise<string[][]> {
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    try {
      await provisionSchemas(admin, (role) => `password of ${role}`);
      const migrations = [CreateTables1700000000000];
      const ran = await Promise.all(
        ServiceName.options.map((service) =>
          migrate({ service, url: database.urlFor(migratorOf(service)), migrations }),
        ),
      );
      await grantLogs(admin);
      return ran;
    } finally {
      await admin.end();
    }
  }

  async function asRole<T>(role: string, sql: string): Promise<T[]> {
    const options = `-c search_path=${role.split('_')[0]}`;
    const client = new pg.Client({ connectionString: database.urlFor(role), options });
    await client.connect();
    try {
      return (await client.query(sql)).rows as T[];
    } finally {
      await client.end();
    }
  }

  it('runs writes of its own tables and adds to its log', async () => {
    await asRole(
      runtimeOf('tasks'),
      `${EVENT}; INSERT INTO secret_of_owner VALUES (1); UPDATE secret_of_owner SET value = 2`,
    );
    expect(await asRole(runtimeOf('tasks'), 'SELECT value FROM secret_of_owner')).toEqual([{ value: 2 }]);
  });

  it.for(['event_log', 'event_log_epoch', 'event_log_floor', 'relay_cursor'])(
    'reads %s of another service',
    async (table) => {
      await expect(asRole(runtimeOf('tasks'), `SELECT * FROM departments.${table}`)).resolves.toBeInstanceOf(Array);
    },
  );

  it.for([
    ['reading a table of another service', 'SELECT * FROM departments.secret_of_owner'],
    ['reading the lease of another relay', 'SELECT * FROM departments.relay_lease'],
    ['adding to the log of another service', EVENT.replace('event_log', 'departments.event_log')],
    ['renewing the epoch of another log', 'UPDATE departments.event_log_epoch SET epoch = gen_random_uuid()'],
    ['rebuilding a table of another service', "SELECT departments.create_shadow_tables(ARRAY['secret_of_owner'])"],
    ['changing an event of its own', "UPDATE event_log SET actor = 'nobody'"],
    ['taking an event of its own away', 'DELETE FROM event_log'],
    ['making a table', 'CREATE TABLE tasks.another (value integer)'],
    ['making a table in the public schema', 'CREATE TABLE public.another (value integer)'],
    ['dropping a table of its own', 'DROP TABLE secret_of_owner'],
  ])('refuses %s', async ([, sql]) => {
    await expect(asRole(runtimeOf('tasks'), sql as string)).rejects.toThrow(REFUSED);
  });

  it('lets the migrator of one service touch nothing of another', async () => {
    const sql = 'SELECT * FROM departments.event_log';
    await expect(asRole(migratorOf('tasks'), sql)).rejects.toThrow(REFUSED);
  });

  it('installs again without doing anything twice', async () => {
    expect(new Set((await installed()).flat())).toEqual(new Set());
  });
});
