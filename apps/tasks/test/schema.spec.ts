import { afterAll, beforeAll, expect, it } from 'vitest';
import { taskFields, Tasks } from './support/tasks.js';

let tasks: Tasks;
beforeAll(async () => {
  tasks = await Tasks.start();
});
afterAll(() => tasks.stop());

it('entities and migrations describe the same schema: a generated migration would be empty', async () => {
  const { upQueries } = await tasks.service.database.dataSource.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

it('the database itself refuses what the rules refuse', async () => {
  const cast = await tasks.cast();
  await tasks.issued(cast, [taskFields([{ unitId: cast.departments[0]!, role: 'LEAD' }])]);
  const broken: [change: string, constraint: string][] = [
    [`UPDATE assignment SET progress = 101`, 'assignment_progress'],
    [`UPDATE assignment SET accepted_at = now()`, 'assignment_waits_unsigned'],
    [`UPDATE assignment SET phase = 'COMPLETED'`, 'assignment_completed_has_date'],
    [`UPDATE task SET phase = 'COMPLETED'`, 'task_completed_has_date'],
    [`UPDATE task SET reporter_origin = NULL`, 'task_reporter_has_origin'],
    [`UPDATE plan SET issued_at = NULL`, 'plan_issued_has_date'],
  ];
  for (const [change, constraint] of broken) {
    await expect(tasks.service.database.query(change)).rejects.toMatchObject({ constraint });
  }
});
