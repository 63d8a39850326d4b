import { UnitRegistered, type UnitKind } from '#contracts';
import { derivedId } from '#kernel';
import { loadConfig } from '#platform';
import { ServiceUnderTest, type Answer, type Person } from '#testing';
import { AssessmentModule } from '../../src/assessment.module.js';
import { AssessmentEnvironment } from '../../src/config.js';
import { assessmentMigrations } from '../../src/persistence/migrations/index.js';
import { SCHEME } from './scheme.js';

/** The assessment service with a real database; the clock stands at the morning of 10 January 2022. */
export function startAssessment(options: { beside?: ServiceUnderTest } = {}): Promise<ServiceUnderTest> {
  return ServiceUnderTest.start({
    service: 'assessment',
    migrations: assessmentMigrations,
    module: (environment) => AssessmentModule.register(loadConfig(AssessmentEnvironment, environment)),
    now: '2022-01-10T09:00:00+08:00',
    ...options,
  });
}

/** Registers a unit; its id follows from its name. */
export async function register(
  service: ServiceUnderTest,
  name: string,
  fields: { kind?: UnitKind; superiorId?: string; scorable?: boolean } = {},
): Promise<string> {
  const unitId = derivedId(name);
  const place = { kind: 'DISTRICT', superiorId: null, seatUnitId: null, scorable: true, ...fields };
  const unit = { unitId, name, aliases: [], origin: '示例', ...place };
  await service.receive(UnitRegistered, { aggregateId: unitId, aggregateVersion: 1, data: { unit } });
  return unitId;
}

/** A scheme as it is sent: without what adopting adds. */
export function schemeBody(changes: object = {}): object {
  const { schemeId: _, officeUnitId: __, revision: ___, ...content } = SCHEME;
  return { ...content, ...changes };
}

/** The answer, which must be a success. */
export async function succeed(answer: Promise<Answer>): Promise<Answer> {
  const { status, body, headers } = await answer;
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return { status, body, headers };
}

/** Adopts the scheme and drafts its scores; answers the draft. */
export async function draftScores(service: ServiceUnderTest, assessor: Person, asOf: string, scheme = schemeBody()) {
  const adopted = await succeed(service.request('POST', '/api/assessment/schemes', { as: assessor, body: scheme }));
  const body = { schemeId: adopted.body.schemeId, asOf };
  return (await succeed(service.request('POST', '/api/assessment/assessments', { as: assessor, body }))).body;
}
