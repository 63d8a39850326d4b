import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilSettled } from '../../../apps/standalone/src/sample/settled.js';
import type { City } from '../../demo/city.js';
import { Journey } from '../support/journey.js';
import type { Transport } from '../support/transport.js';

const TASK = '解读-11';
const REASON = '政策措施没有可检验的目标，请补充';

export function returnedCompletion(transport: Transport): void {
  let journey: Journey;
  let city: City;

  beforeAll(async () => {
    journey = await Journey.open(transport);
    city = await journey.begin();
    await city.moveClock('2021-11-23 09:00');
    await city.requestIssue();
    await city.approveIssue();
    await city.assign(TASK, { responsible: ['fengtai'] }, '2021-12-31');
    await city.sign(TASK, ['fengtai']);
    await city.submit(TASK, 'fengtai');
  });

  afterAll(() => journey.close());

  const timetable = async () => {
    const coordinator = await city.as('office.coordinator');
    await untilSettled(coordinator);
    return coordinator.list<{ rule: string; state: string; dueOn: string }>(
      `/api/notifications/timetable?rule=DEADLINE_T7&taskId=${city.taskId(TASK)}`,
    );
  };

  it('stops the reminders while the request waits for review', async () => {
    expect(await timetable()).toEqual([]);
  });

  it('is refused to the unit that carries the work itself', async () => {
    await expect(city.pass(TASK, 'fengtai', 'fengtai.liaison')).rejects.toMatchObject({
      status: 403,
      code: 'TASK.NOT_YOURS',
    });
  });

  it('sets the reminders running again and shows a yellow light with the reason', async () => {
    await city.sendBack(TASK, 'fengtai', REASON);
    expect(await timetable()).toMatchObject([{ rule: 'DEADLINE_T7', state: 'PLANNED', dueOn: '2021-12-22' }]);
    const liaison = await city.as('fengtai.liaison');
    const { assignments } = await liaison.get<{ assignments: object[] }>(`/api/tasks/tasks/${city.taskId(TASK)}`);
    expect(assignments).toMatchObject([{ phase: 'RETURNED', returns: 1, light: 'YELLOW', reviewOpinion: REASON }]);
  });

  it('ends with the second request, and the return remains a fact of the assessment', async () => {
    await city.complete(TASK, ['fengtai']);
    expect(await timetable()).toEqual([]);
    const liaison = await city.as('fengtai.liaison');
    const facts = await liaison.list<{ kind: string }>(
      `/api/assessment/units/${city.unitId('fengtai')}/facts?year=2021&asOf=2021-12-31`,
    );
    expect(facts.map(({ kind }) => kind).toSorted()).toEqual([
      'COMPLETED_IN_TIME',
      'OBLIGATION',
      'RETURNED',
      'SIGNED_IN_TIME',
    ]);
  });
}
