import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServiceUnderTest } from '#testing';
import { startNotifications } from './support/start.js';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await startNotifications();
});
afterAll(() => service.stop());

test('a migration generated from the entities would change nothing', async () => {
  const { upQueries } = await service.database.dataSource.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});
