import { afterAll, beforeAll, expect, it } from 'vitest';
import { Tasks } from './support/tasks.js';

let tasks: Tasks;
beforeAll(async () => {
  tasks = await Tasks.start();
});
afterAll(() => tasks.stop());

it('entities and migrations describe the same schema: a generated migration would be empty', async () => {
  const { upQueries } = await tasks.service.database.dataSource.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});
