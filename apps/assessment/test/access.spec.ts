import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Role, type UnitKind } from '#contracts';
import { endpointsOf } from '#platform';
import type { Person, ServiceUnderTest } from '#testing';
import { assessmentControllers } from '../src/assessment.module.js';
import { ASSESSMENT_POLICY, type PolicyRow } from '../src/domain/assessment.policy.js';
import { ACCESS_MATRIX, SITUATIONS, type AccessRow, type Situation } from './access.matrix.js';
import { CarriedTask } from './support/carried-task.js';
import { officeAtWork, type OfficeAtWork } from './support/office.js';
import { draftScores, register, schemeBody, startAssessment, succeed } from './support/start.js';

const ROWS: readonly AccessRow[] = ACCESS_MATRIX;

let service: ServiceUnderTest;
let home: string;
let other: string;
let city: OfficeAtWork;
const people = new Map<string, Person>();

/** One class has a district alone, the other a department alone; everybody else sits in an office or a leading group. */
beforeAll(async () => {
  service = await startAssessment();
  home = await register(service, '东城区');
  other = await register(service, '市商务局', { kind: 'DEPARTMENT' });
  city = await officeAtWork(service);
  const district = await officeAtWork(service, '东城区');
  await CarriedTask.assign(service, [home, other]);
  await service.moveTo('2022-02-01T09:00:00+08:00');
  const places: Record<Situation, string> = {
    own: home,
    other: home,
    office: city.officeUnitId,
    otherOffice: district.officeUnitId,
    group: city.groupUnitId,
    otherGroup: district.groupUnitId,
  };
  for (const role of Role.options)
    for (const situation of SITUATIONS)
      people.set(`${role} ${situation}`, await service.appoint(places[situation], role));
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
    const { url, body } = await requestFor(row, 'own', 401);
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
  expected: number;
  url: string;
  body: object | undefined;
}

/** Requests of every role in every situation. What they are about is made ready before anything is sent. */
async function prepared(rows: readonly AccessRow[]): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const row of rows) {
    for (const role of Role.options) {
      for (const [index, situation] of SITUATIONS.entries()) {
        const expected = row.access[role][index]!;
        cells.push({ row, role, situation, expected, ...(await requestFor(row, situation, expected)) });
      }
    }
  }
  return cells;
}

/** The answers that are not what the matrix says. */
async function deviations(cells: readonly Cell[]): Promise<string[]> {
  const found: string[] = [];
  for (const { row, role, situation, expected, url, body } of cells) {
    const as = people.get(`${role} ${situation}`)!;
    const { status } = await service.request(row.method, url, { as, body });
    if (status !== expected) found.push(`${role} ${situation}: ${status} instead of ${expected}`);
  }
  return found;
}

async function requestFor(
  row: AccessRow,
  situation: Situation,
  expected: number,
): Promise<{ url: string; body: object | undefined }> {
  const objectClass = situation === 'other' ? 'DEPARTMENT' : 'DISTRICT';
  const needsAssessment = row.path.includes('assessment/assessments') || row.path.includes(':schemeId');
  const changes = row.method === 'POST' && expected < 300;
  const { assessmentId, schemeId } = needsAssessment
    ? await (changes ? newAssessment : sharedAssessment)(row.phase ?? 'DRAFT', objectClass)
    : EMPTY;
  const url = row.path
    .replace(':assessmentId', assessmentId)
    .replace(':schemeId', schemeId)
    .replace(':unitId', situation === 'other' ? other : home);
  return { url: url.endsWith('/facts') ? `${url}?year=2022` : url, body: bodyOf(row, schemeBody(), schemeId) };
}

const EMPTY = { assessmentId: '', schemeId: '' };

function bodyOf({ method, path }: AccessRow, scheme: object, schemeId: string): object | undefined {
  if (method === 'GET') return undefined;
  if (path.endsWith('/schemes')) return scheme;
  if (path.endsWith('/assessments')) return { schemeId, asOf: '2022-01-31' };
  return path.endsWith('/refusal') ? { reason: '请再核对' } : undefined;
}

const shared = new Map<string, Promise<typeof EMPTY>>();

/** One assessment for all requests that change nothing. */
function sharedAssessment(phase: NonNullable<AccessRow['phase']>, objectClass: UnitKind): Promise<typeof EMPTY> {
  const key = `${phase} ${objectClass}`;
  const known = shared.get(key) ?? newAssessment(phase, objectClass);
  shared.set(key, known);
  return known;
}

async function newAssessment(phase: NonNullable<AccessRow['phase']>, objectClass: UnitKind): Promise<typeof EMPTY> {
  const { assessor, leader } = city;
  const { assessmentId, schemeId } = await draftScores(service, assessor, '2022-01-31', schemeBody({ objectClass }));
  const at = `/api/assessment/assessments/${assessmentId}`;
  if (phase !== 'DRAFT') await succeed(service.request('POST', `${at}/publication-request`, { as: assessor }));
  if (phase === 'PUBLISHED') await succeed(service.request('POST', `${at}/approval`, { as: leader }));
  return { assessmentId, schemeId };
}
