import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { derivedId } from '#kernel';
import type { Person, ServiceUnderTest } from '#testing';
import { CarriedTask } from './support/carried-task.js';
import { officeAtWork } from './support/office.js';
import { draftScores, register, startAssessment, succeed } from './support/start.js';

let service: ServiceUnderTest;
let assessor: Person;
let leader: Person;
const east = derivedId('东城区');

beforeAll(async () => {
  service = await startAssessment();
  await register(service, '东城区');
  ({ assessor, leader } = await officeAtWork(service));
  const task = await CarriedTask.assign(service, [east]);
  await task.signed(east, '2022-01-20');
  await service.moveTo('2022-02-01T09:00:00+08:00');
});
afterAll(() => service.stop());

const drafted = async () =>
  `/api/assessment/assessments/${(await draftScores(service, assessor, '2022-01-31')).assessmentId}`;
const request = (at: string) => service.request('POST', `${at}/publication-request`, { as: assessor });
const explanation = (at: string) => service.request('GET', `${at}/results/${east}/explanation`, { as: assessor });
/** As when the database of the tasks was put back to a state in which the unit had not signed. */
const forgetSignature = () =>
  service.database.query(`WITH forgotten AS (DELETE FROM assignment_record WHERE kind = 'SIGNED_LATE')
    UPDATE assignment_standing SET happened = 1, never_signed_on = '2022-01-12'`);

describe('the reasons of an assessment', () => {
  it('are kept from the request for publication on, whatever becomes of the facts; a draft whose facts changed is neither explained nor published', async () => {
    const [published, draft] = [await drafted(), await drafted()];
    const before = (await succeed(explanation(published))).body.items[0].reasons;
    expect(before).toMatchObject([{ fact: 'SIGNED_LATE', marks: -200, on: '2022-01-20' }]);
    await succeed(request(published));
    await succeed(service.request('POST', `${published}/refusal`, { as: leader, body: { reason: '请再核对' } }));
    await forgetSignature();
    const changed = { status: 409, body: { code: 'ASSESSMENT.FACTS_CHANGED' } };
    expect(await explanation(draft)).toMatchObject(changed);
    expect(await request(draft)).toMatchObject(changed);
    const told = ({ fact, marks, on, eventId }: (typeof before)[number]) => ({ fact, marks, on, eventId });
    const kept = (await succeed(explanation(published))).body.items[0].reasons;
    expect(kept.map(told)).toEqual(before.map(told));
    await succeed(request(published));
    await succeed(service.request('POST', `${published}/approval`, { as: leader }));
    expect((await succeed(explanation(published))).body.items[0].reasons.map(told)).toEqual(before.map(told));
  });
});
