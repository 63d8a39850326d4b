import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { derivedId, instantOf, newId } from '#kernel';
import type { Person, ServiceUnderTest } from '#testing';
import { CarriedTask } from './support/carried-task.js';
import { officeAtWork } from './support/office.js';
import { register, startAssessment } from './support/start.js';

let service: ServiceUnderTest;
let coordinator: Person;
beforeAll(async () => {
  service = await startAssessment();
  ({ coordinator } = await officeAtWork(service));
});
afterAll(() => service.stop());

const facts = async (unitId: string, query = 'year=2022', as = coordinator) =>
  (await service.request('GET', `/api/assessment/units/${unitId}/facts?${query}`, { as })).body;

const brief = (page: { items: { kind: string; on: string }[] }) => page.items.map(({ kind, on }) => `${kind} ${on}`);

describe('facts of a unit', () => {
  it('follow from the events of its assignment, each with its event and its day', async () => {
    const unitId = await register(service, '东城区');
    const task = await CarriedTask.assign(service, [unitId], { no: '7' });
    await task.signed(unitId, '2022-01-20');
    await task.submitted(unitId, '2022-06-20');
    await task.returned(unitId, '2022-06-25');
    await task.deadlineMoved('2022-07-15', '2022-06-28');
    await task.submitted(unitId, '2022-07-18');
    const completion = await task.completed(unitId, '2022-07-20');
    const page = await facts(unitId, 'year=2022&asOf=2022-07-20');
    expect(brief(page)).toEqual([
      'OBLIGATION 2022-01-10',
      'SIGNED_LATE 2022-01-20',
      'RETURNED 2022-06-25',
      'COMPLETED_LATE 2022-07-20',
    ]);
    expect(page.items.at(-1)).toMatchObject({
      eventId: completion,
      taskId: task.taskId,
      taskNo: '7',
      name: '逾期办结',
    });
  });

  it('can be read as of any past day', async () => {
    const unitId = derivedId('东城区');
    expect(brief(await facts(unitId, 'year=2022&asOf=2022-01-15'))).toEqual([
      'OBLIGATION 2022-01-10',
      'NEVER_SIGNED 2022-01-12',
    ]);
    expect(brief(await facts(unitId, 'year=2022&asOf=2022-06-30'))).not.toContain('NOT_COMPLETED 2022-06-30');
    expect(brief(await facts(unitId, 'year=2022&asOf=2022-07-16'))).toContain('NOT_COMPLETED 2022-07-15');
  });

  it('are by default those of the end of yesterday: what is due today can still be done in time', async () => {
    const unitId = await register(service, '朝阳区');
    await CarriedTask.assign(service, [unitId]);
    service.clock.moveTo(instantOf('2022-06-30', '23:30'));
    expect(brief(await facts(unitId))).not.toContain('NOT_COMPLETED 2022-06-30');
    service.clock.moveTo(instantOf('2022-07-01', '00:30'));
    expect(brief(await facts(unitId))).toContain('NOT_COMPLETED 2022-06-30');
  });

  it('count to the year of the deadline, and without one to the year of the assignment', async () => {
    const unitId = await register(service, '西城区');
    await CarriedTask.assign(service, [unitId], { deadline: '2023-03-31' });
    expect(brief(await facts(unitId, 'year=2022&asOf=2022-12-31'))).toEqual([]);
    expect(brief(await facts(unitId, 'year=2023&asOf=2022-12-31'))).toContain('OBLIGATION 2022-01-10');
    await CarriedTask.assign(service, [unitId], { deadline: null });
    expect(brief(await facts(unitId, 'year=2022&asOf=2022-12-31'))).toContain('OBLIGATION 2022-01-10');
  });

  it('tell of a part that the end of the task left open, where its deadline was over', async () => {
    const unitId = await register(service, '密云区');
    const late = await CarriedTask.assign(service, [unitId], { no: '8', deadline: '2022-09-30' });
    const early = await CarriedTask.assign(service, [unitId], { no: '9', deadline: '2022-12-30' });
    for (const task of [late, early]) await task.signed(unitId, '2022-01-11');
    for (const task of [late, early]) await task.ended('2022-10-08');
    const { items } = await facts(unitId, 'year=2022&asOf=2022-12-31');
    expect(items.filter(({ kind }: { kind: string }) => kind === 'NOT_COMPLETED')).toMatchObject([
      { taskNo: '8', on: '2022-09-30' },
    ]);
  });

  it('are kept when the task arrives before the unit is known', async () => {
    const unitId = derivedId('通州区');
    await CarriedTask.assign(service, [unitId]);
    expect(brief(await facts(unitId, 'year=2022&asOf=2022-01-10'))).toContain('OBLIGATION 2022-01-10');
    expect(brief(await facts(unitId, 'year=2021&asOf=2022-01-10'))).toEqual([]); // known, with nothing in that year
    await register(service, '通州区');
    expect(brief(await facts(unitId, 'year=2022&asOf=2022-01-10'))).toContain('OBLIGATION 2022-01-10');
  });

  it('come page by page without a gap or a double', async () => {
    const unitId = await register(service, '海淀区');
    for (const no of ['1', '2', '3']) await CarriedTask.assign(service, [unitId], { no });
    const all = (await facts(unitId, 'year=2022&asOf=2022-12-31')).items;
    const seen: unknown[] = [];
    for (let cursor = ''; ;) {
      const page = await facts(unitId, `year=2022&asOf=2022-12-31&limit=2${cursor}`);
      seen.push(...page.items);
      if (page.next === undefined) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(all).toHaveLength(9);
    expect(seen).toEqual(all);
  });

  it('of a unit that nobody knows are not found', async () => {
    const answer = await service.request('GET', `/api/assessment/units/${newId()}/facts?year=2022`, {
      as: coordinator,
    });
    expect(answer).toMatchObject({ status: 404, body: { code: 'UNIT.NOT_FOUND' } });
  });
});
