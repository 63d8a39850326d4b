import pg from 'pg';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { ServiceRuntimes } from '#platform';
import { until, type Answer, type Person, type ServiceUnderTest } from '#testing';
import { CarriedTask } from './support/carried-task.js';
import { officeAtWork } from './support/office.js';
import { register, schemeBody, startAssessment, succeed } from './support/start.js';

const DAY = 86_400_000;

let service: ServiceUnderTest;
let assessor: Person;
let schemeId: string;
/** As the owner of every schema. */
let owner: pg.Client;

beforeAll(async () => {
  service = await startAssessment();
  const east = await register(service, '东城区');
  ({ assessor } = await officeAtWork(service));
  await CarriedTask.assign(service, [east]);
  await service.moveTo('2023-01-15T09:00:00+08:00');
  const adopted = service.request('POST', '/api/assessment/schemes', { as: assessor, body: schemeBody() });
  ({ schemeId } = (await succeed(adopted)).body);
  owner = new pg.Client({ connectionString: service.testDatabase.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await service.stop();
});

const draft = (asOf: string, headers = {}): Promise<Answer> =>
  service.request('POST', '/api/assessment/assessments', { as: assessor, body: { schemeId, asOf }, headers });
const KEYED = { 'idempotency-key': 'draft-of-the-4th' };
const operator = () => service.app.get(ServiceRuntimes).of('assessment').eventPath.operator;

/** Something that happened to a task ten days ago, and of which only the log knows so far. Nothing can be read from it. */
async function appendOfTenDaysAgo(): Promise<string> {
  const id = v7({ msecs: Date.now() - 10 * DAY });
  await owner.query(
    `INSERT INTO tasks.event_log (slot, id, type, version, aggregate_id, aggregate_version, occurred_at, actor, data)
     SELECT get_byte(uuid_send($2::uuid), 15) & 63, $1, 'tasks.assignment-accepted', 1, $2, 1, now(), 'test', '{}'`,
    [id, newId()],
  );
  return id;
}

describe('scores are not drafted from half of what happened', () => {
  it('while an event of the time that is judged is on its way, but are for a time before it', async () => {
    const holder = new pg.Client({ connectionString: service.testDatabase.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query(`SELECT FROM assessment.projection_scan WHERE projection = 'facts' FOR UPDATE`);
    await appendOfTenDaysAgo();
    expect(await draft('2023-01-14')).toMatchObject({ status: 409, body: { code: 'ASSESSMENT.FACTS_INCOMPLETE' } });
    expect((await draft('2023-01-04', KEYED)).status).toBe(201);
    await holder.end();
  });

  it('while one of them could not be applied, until the operator has dealt with it', async () => {
    const eventId = await until('it is parked', async () => (await operator().listParked())[0]?.event.id);
    const refused = await draft('2023-01-14');
    expect(refused).toMatchObject({ status: 409, body: { code: 'ASSESSMENT.FACTS_INCOMPLETE' } });
    expect(refused.body.detail).toContain('Ask the administrator');
    expect((await draft('2023-01-04', KEYED)).status, 'what was answered before is answered again').toBe(201);
    await operator().skip('facts', eventId, 'Nothing can be read from it.', assessor.accountId);
    expect((await draft('2023-01-14')).status).toBe(201);
  });
});
