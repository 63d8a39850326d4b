import { afterAll, beforeAll, expect, it } from 'vitest';
import { Departments } from './support/departments.js';

let departments: Departments;
beforeAll(async () => {
  departments = await Departments.start();
});
afterAll(() => departments.stop());

it('entities and migrations describe the same schema: a generated migration would be empty', async () => {
  const { upQueries } = await departments.service.database.dataSource.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

it('the database itself refuses what the rules refuse', async () => {
  const { database } = departments.service;
  const id = "'00000000-0000-7000-8000-000000000001'";
  await expect(
    database.query(
      `INSERT INTO unit (unit_id, version, name, kind, superior_id, scorable, aliases, origin)
       VALUES (${id}, 1, 'x', 'DEPARTMENT', ${id}, false, '[]', 'x')`,
    ),
  ).rejects.toMatchObject({ constraint: 'unit_superior_is_another' });
});
