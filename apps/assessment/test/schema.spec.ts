import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceUnderTest } from '#testing';
import { CarriedTask } from './support/carried-task.js';
import { officeAtWork } from './support/office.js';
import { draftScores, register, startAssessment, succeed } from './support/start.js';

let service: ServiceUnderTest;
let assessmentId: string;
beforeAll(async () => {
  service = await startAssessment();
  const east = await register(service, '东城区');
  await CarriedTask.assign(service, [east]);
  await service.moveTo('2022-02-01T09:00:00+08:00');
  const { assessor, leader } = await officeAtWork(service);
  ({ assessmentId } = await draftScores(service, assessor, '2022-01-31'));
  const at = `/api/assessment/assessments/${assessmentId}`;
  await succeed(service.request('POST', `${at}/publication-request`, { as: assessor }));
  await succeed(service.request('POST', `${at}/approval`, { as: leader }));
});
afterAll(() => service.stop());

describe('the schema', () => {
  it('is the one the entities describe: a generated migration would change nothing', async () => {
    const { upQueries } = await service.database.dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it.each([
    ['an adopted scheme', "UPDATE scheme SET name = 'x'"],
    ['an adopted scheme', 'DELETE FROM scheme'],
    ['a computed result', 'UPDATE unit_result SET marks = 0'],
    ['a computed result', 'DELETE FROM unit_result'],
    ['the reasons of a result', "UPDATE unit_reasons SET reasons = '[]'"],
    ['the reasons of a result', 'DELETE FROM unit_reasons'],
    ['a published assessment', "UPDATE assessment SET as_of = '2022-01-01'"],
    ['a published assessment', 'DELETE FROM assessment'],
  ])('refuses to change %s past the service: %s', async (_, sql) => {
    await expect(service.database.query(sql)).rejects.toThrow(/frozen/);
  });

  it('gives the runtime role no table of another service but its event log', async () => {
    await expect(service.database.query('SELECT FROM tasks.mark')).rejects.toThrow(/permission denied|does not exist/);
    await expect(service.database.query('SELECT count(*) FROM tasks.event_log')).resolves.toMatchObject({
      rowCount: 1,
    });
  });
});
