import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Role } from '#contracts';
import { newId } from '#kernel';
import { visibilityParams, visible } from '../src/access/visibility.js';
import { taskFields, Tasks, type Cast } from './support/tasks.js';

interface Part {
  assignmentId: string;
  taskId: string;
  unitId: string;
  role: string;
  reporterUnitId: string | null;
  officeUnitId: string;
  issuerUnitId: string;
}

let tasks: Tasks;
/** Two plans of different offices and groups, with some units in both. */
let casts: [Cast, Cast];
let parts: Part[];
let units: string[];

const NOW = new Date('2021-11-22T02:00:00Z');

beforeAll(async () => {
  tasks = await Tasks.start();
  const one = await tasks.cast();
  const other = await tasks.cast();
  casts = [one, other];
  for (const cast of casts) {
    const [lead, co] = cast.departments as [string, string];
    const shared = one.districts[0]!;
    await tasks.issued(cast, [
      taskFields([
        { unitId: lead, role: 'LEAD' },
        { unitId: co, role: 'CO' },
        { unitId: shared, role: 'CO' },
      ]),
      taskFields([{ groupId: cast.districtsId, role: 'RESPONSIBLE' }]),
      taskFields([
        { unitId: shared, role: 'LEAD' },
        { unitId: lead, role: 'LEAD' },
      ]),
    ]);
  }
  const { rows } = await tasks.service.database.query<Part>(
    `SELECT a.assignment_id AS "assignmentId", a.task_id AS "taskId", a.unit_id AS "unitId", a.role,
       t.reporter_unit_id AS "reporterUnitId", p.office_unit_id AS "officeUnitId", p.issuer_unit_id AS "issuerUnitId"
     FROM assignment a JOIN task t USING (task_id) JOIN plan p ON p.plan_id = t.plan_id`,
  );
  parts = rows;
  units = casts.flatMap((cast) => [
    cast.issuerUnitId,
    cast.officeUnitId,
    cast.seatUnitId,
    ...cast.departments,
    ...cast.districts,
  ]);
});
afterAll(() => tasks.stop());

/** What isolation means, in words of the domain: no table, no SQL. */
function maySee(unitId: string, roles: readonly Role[], part: Part): boolean {
  const is = (role: Role) => roles.includes(role);
  const cast = casts.find(({ officeUnitId }) => officeUnitId === part.officeUnitId)!;
  if (is('AUDITOR')) return true;
  if (is('COORDINATOR') && unitId === part.officeUnitId) return true;
  if (is('GROUP_LEADER') && unitId === part.issuerUnitId) return true;
  if (is('GROUP_MEMBER') && [cast.seatUnitId, ...cast.departments].includes(unitId)) return true;
  if (!is('LIAISON_OFFICER') && !is('UNIT_APPROVER')) return false;
  const own = parts.find((candidate) => candidate.taskId === part.taskId && candidate.unitId === unitId);
  return own !== undefined && (own === part || own.role === 'LEAD' || own.unitId === part.reporterUnitId);
}

async function listed(unitId: string, roles: readonly Role[]): Promise<string[]> {
  const caller = { accountId: newId(), displayName: '', unitId, roles };
  const { rows } = await tasks.service.database.query<{ id: string }>(
    `SELECT a.assignment_id AS id FROM assignment a JOIN task t USING (task_id) JOIN plan p ON p.plan_id = t.plan_id
     WHERE ${visible('ASSIGNMENT')} ORDER BY 1`,
    visibilityParams(caller, NOW),
  );
  return rows.map(({ id }) => id);
}

describe('lists', () => {
  it('hold for every person exactly the parts that he may see', async () => {
    const person = fc.record({
      unit: fc.nat(),
      roles: fc.uniqueArray(fc.constantFrom(...Role.options), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(person, async ({ unit, roles }) => {
        const unitId = units[unit % units.length]!;
        const expected = parts.filter((part) => maySee(unitId, roles, part)).map(({ assignmentId }) => assignmentId);
        expect(await listed(unitId, roles)).toEqual(expected.toSorted());
      }),
      { numRuns: 500 },
    );
  });
});
