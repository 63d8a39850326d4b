import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messagingEntities, messagingMigrationSql } from '#messaging';
import { createTestDatabase, type TestDatabase } from '#testing';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({
    type: 'postgres',
    url: database.url,
    entities: [...messagingEntities],
  }).initialize();
  for (const sql of messagingMigrationSql()) await dataSource.query(sql);
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

test('a migration generated from the entities would change nothing', async () => {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

test('no row of the log can be changed or removed', async () => {
  for (const sql of ['UPDATE event_log SET type = type', 'DELETE FROM event_log', 'TRUNCATE event_log']) {
    await expect(dataSource.query(sql)).rejects.toThrow('The event log is append-only');
  }
});

test.each(['event_log', 'relay_cursor', 'projection_mark', 'pg_class', 'nothing'])(
  'the function that rebuilds tables refuses %s',
  async (table) => {
    await expect(dataSource.query('SELECT create_shadow_tables($1)', [[table]])).rejects.toThrow(
      /no table|not a projection/,
    );
  },
);

test('a table with foreign keys is not rebuilt beside itself', async () => {
  await dataSource.query(
    'CREATE TABLE unit (id uuid PRIMARY KEY); CREATE TABLE person (id uuid PRIMARY KEY, unit uuid REFERENCES unit)',
  );
  for (const table of ['unit', 'person']) {
    await expect(dataSource.query('SELECT create_shadow_tables($1)', [[table]])).rejects.toThrow('has foreign keys');
  }
  await dataSource.query('DROP TABLE person, unit');
});
