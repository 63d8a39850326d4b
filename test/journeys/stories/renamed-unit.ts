import type { UnitState } from '#contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilSettled } from '../../../apps/standalone/src/sample/settled.js';
import type { City } from '../../demo/city.js';
import { Journey } from '../support/journey.js';
import type { Transport } from '../support/transport.js';

const TASK = '解读-10';
const UNIT = 'government-services';
const OLD_NAME = '北京市政务服务管理局';
const NEW_NAME = '北京市政务服务和数据管理局';

export function renamedUnit(transport: Transport): void {
  let journey: Journey;
  let city: City;

  beforeAll(async () => {
    journey = await Journey.open(transport);
    city = await journey.begin();
    await city.moveClock('2021-11-23 09:00');
    await city.requestIssue();
    await city.approveIssue();
    await city.assign(TASK, { responsible: [UNIT] }, '2021-12-31');
    await city.sign(TASK, [UNIT]);
    const administrator = await city.as('admin');
    const rename = { name: NEW_NAME, lastDayOfOldName: '2021-11-22' };
    await administrator.put(`/api/departments/units/${city.unitId(UNIT)}/name`, rename);
    await untilSettled(administrator);
  });

  afterAll(() => journey.close());

  it('keeps its task, which the ledger now shows under the new name', async () => {
    const coordinator = await city.as('office.coordinator');
    const rows = await coordinator.list<object>(`/api/tasks/ledger?unitId=${city.unitId(UNIT)}`);
    expect(rows).toMatchObject([{ no: TASK, unitName: NEW_NAME, phase: 'ACCEPTED' }]);
  });

  it('is reminded under the new name', async () => {
    const coordinator = await city.as('office.coordinator');
    const rows = await coordinator.list<{ unitName: string }>(
      `/api/notifications/timetable?unitId=${city.unitId(UNIT)}`,
    );
    expect(new Set(rows.map(({ unitName }) => unitName))).toEqual(new Set([NEW_NAME]));
  });

  it('is still found under the old name, which ended on the day of the reform', async () => {
    const coordinator = await city.as('office.coordinator');
    const [unit] = await coordinator.list<UnitState>(`/api/departments/units?name=${encodeURIComponent(OLD_NAME)}`);
    expect(unit).toMatchObject({ unitId: city.unitId(UNIT), name: NEW_NAME });
    expect(unit?.aliases).toContainEqual({ name: OLD_NAME, from: null, to: '2021-11-22' });
  });

  it('goes on working: its officer reports as before', async () => {
    await city.report(TASK, [UNIT], 40, '梳理投诉举报渠道（示例）');
    const coordinator = await city.as('office.coordinator');
    const rows = await coordinator.list<object>(`/api/tasks/ledger?unitId=${city.unitId(UNIT)}`);
    expect(rows).toMatchObject([{ phase: 'IN_PROGRESS', progress: 40 }]);
  });
}
