import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Role } from '#contracts';
import { endpointsOf } from '#platform';
import type { Person, ServiceUnderTest } from '#testing';
import { assessmentControllers } from '../src/assessment.module.js';
import { ASSESSMENT_POLICY, type PolicyRow } from '../src/domain/assessment.policy.js';
import { ACCESS_MATRIX, type AccessRow } from './access.matrix.js';
import { CarriedTask } from './support/carried-task.js';
import { draftScores, register, schemeBody, startAssessment, succeed } from './support/start.js';

const ROWS: readonly AccessRow[] = ACCESS_MATRIX;
const SITUATIONS = ['own', 'other'] as const;
type Situation = (typeof SITUATIONS)[number];

let service: ServiceUnderTest;
let home: string;
let other: string;
let assessor: Person;
let leader: Person;
const people = new Map<Role, Person>();

/** Everybody works in one district; the other class has a department alone, so that its assessments do not concern them. */
beforeAll(async () => {
  service = await startAssessment();
  home = await register(service, '东城区');
  other = await register(service, '市商务局', { kind: 'DEPARTMENT' });
  const group = await register(service, '领导小组', { kind: 'LEADING_GROUP', scorable: false });
  await CarriedTask.assign(service, [home, other]);
  await service.moveTo('2022-02-01T09:00:00+08:00');
  assessor = await service.appoint(group, 'ASSESSOR');
  leader = await service.appoint(group, 'GROUP_LEADER');
  for (const role of Role.options) people.set(role, await service.appoint(home, role));
});
afterAll(() => service.stop());

describe('access to assessments', () => {
  it('is decided in the matrix for every route of the service', () => {
    const routes = endpointsOf(assessmentControllers).map(({ method, path }) => `${method} ${path}`);
    const rows = new Set<string>(ROWS.map(({ method, path }) => `${method} ${path}`));
    expect([...rows].sort()).toEqual(routes.sort());
  });

  it.each(ROWS)('$method $path $phase answers every role as the matrix says', async (row) => {
    expect(await deviations(await prepared([row]))).toEqual([]);
  });

  it.each(ROWS)('$method $path $phase answers nobody who is not signed in', async (row) => {
    const { url, body } = await requestFor(row, 'own');
    expect((await service.request(row.method, url, { body })).status).toBe(401);
  });

  it.each([...ASSESSMENT_POLICY])('without the row $action by $relation the matrix fails', async (removed) => {
    const cells = await prepared(ROWS.filter(({ actions }) => actions.includes(removed.action)));
    const policy = ASSESSMENT_POLICY as unknown as PolicyRow[];
    const index = policy.indexOf(removed);
    policy.splice(index, 1);
    try {
      expect(await deviations(cells)).not.toEqual([]);
    } finally {
      policy.splice(index, 0, removed);
    }
  });
});

/** One request of one role, with what it must answer. */
interface Cell {
  row: AccessRow;
  role: Role;
  situation: Situation;
  url: string;
  body: object | undefined;
}

/** Requests of every role in both situations. What they are about is made ready before anything is sent. */
async function prepared(rows: readonly AccessRow[]): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const row of rows) {
    for (const role of Role.options) {
      for (const situation of SITUATIONS) cells.push({ row, role, situation, ...(await requestFor(row, situation)) });
    }
  }
  return cells;
}

/** The answers that are not what the matrix says. */
async function deviations(cells: readonly Cell[]): Promise<string[]> {
  const found: string[] = [];
  for (const { row, role, situation, url, body } of cells) {
    const { status } = await service.request(row.method, url, { as: people.get(role)!, body });
    const expected = row.access[role][SITUATIONS.indexOf(situation)];
    if (status !== expected) found.push(`${role} ${situation}: ${status} instead of ${expected}`);
  }
  return found;
}

async function requestFor(row: AccessRow, situation: Situation): Promise<{ url: string; body: object | undefined }> {
  const objectClass = situation === 'own' ? 'DISTRICT' : 'DEPARTMENT';
  const scheme = schemeBody({ objectClass });
  const needsAssessment = row.path.includes('assessment/assessments') || row.path.includes(':schemeId');
  const { assessmentId, schemeId } = needsAssessment ? await assessmentIn(row.phase ?? 'DRAFT', scheme) : EMPTY;
  const url = row.path
    .replace(':assessmentId', assessmentId)
    .replace(':schemeId', schemeId)
    .replace(':unitId', situation === 'own' ? home : other);
  return { url: url.endsWith('/facts') ? `${url}?year=2022` : url, body: bodyOf(row, scheme, schemeId) };
}

const EMPTY = { assessmentId: '', schemeId: '' };

function bodyOf({ method, path }: AccessRow, scheme: object, schemeId: string): object | undefined {
  if (method === 'GET') return undefined;
  if (path.endsWith('/schemes')) return scheme;
  if (path.endsWith('/assessments')) return { schemeId, asOf: '2022-01-31' };
  return path.endsWith('/refusal') ? { reason: '请再核对' } : undefined;
}

async function assessmentIn(phase: NonNullable<AccessRow['phase']>, scheme: object): Promise<typeof EMPTY> {
  const { assessmentId, schemeId } = await draftScores(service, assessor, '2022-01-31', scheme);
  const at = `/api/assessment/assessments/${assessmentId}`;
  if (phase !== 'DRAFT') await succeed(service.request('POST', `${at}/publication-request`, { as: assessor }));
  if (phase === 'PUBLISHED') await succeed(service.request('POST', `${at}/approval`, { as: leader }));
  return { assessmentId, schemeId };
}
