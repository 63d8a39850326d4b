import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kernel';
import { until, type Person, type ServiceUnderTest } from '#testing';
import { CarriedTask } from './support/carried-task.js';
import { coordinatorOfPlan } from './support/issued-plan.js';
import { brief, decisionsOn } from './support/ledger.js';
import { publishCalendar, staffedUnit, startNotifications } from './support/start.js';

let service: ServiceUnderTest;
let coordinator: Person;
let administrator: Person;
beforeAll(async () => {
  service = await startNotifications();
  coordinator = await coordinatorOfPlan(service);
  administrator = await service.appoint(newId(), 'ADMINISTRATOR');
});
afterAll(() => service.stop());

async function rebuildTimetable(): Promise<void> {
  const generation = async () => {
    const { body } = await service.request('GET', '/api/notifications/operator/lag', { as: administrator });
    return body.items.find(({ projection }: { projection: string }) => projection === 'timetable').generation as number;
  };
  const before = await generation();
  const body = { projection: 'timetable' };
  const answer = await service.request('POST', '/api/notifications/operator/rebuilds', { as: administrator, body });
  expect(answer.status).toBeLessThan(300);
  await until('the rebuilt timetable to take over', async () => (await generation()) > before);
  await service.settle();
}

const entries = async (state: string) => {
  const url = `/api/notifications/timetable?state=${state}`;
  const { body } = await service.request('GET', url, { as: coordinator });
  return body.items.map(({ rule, dueOn, taskId }: Record<string, string>) => ({ rule, dueOn, taskId }));
};

/** Entries that are decided, and those of them that no sweep passes again. */
async function decidedEntries(): Promise<{ decided: number; marked: number }> {
  const { rows } = await service.database.query<{ decided: number; marked: number }>(
    `SELECT count(*)::integer AS decided, (count(*) FILTER (WHERE e.decided))::integer AS marked
     FROM timetable_entry e JOIN reminder d USING (assignment_id, rule, anchor_on) WHERE e.state = 'PLANNED'`,
  );
  return rows[0] ?? { decided: 0, marked: 0 };
}

test('a rebuilt timetable is the same, knows what was decided, and decides nothing again', async () => {
  const { unitId } = await staffedUnit(service);
  const task = new CarriedTask({ units: [unitId] });
  await service.receiveAll([task.assigned(), task.accepted(unitId), task.deadlineMoved('2022-07-15', '顺延')]);
  await publishCalendar(service, { year: 2022, revision: 1, off: ['2022-07-14'] });
  await service.moveTo('2022-07-13T09:00:00+08:00');
  const states = ['PLANNED', 'DECIDED', 'ENDED', 'SUPERSEDED'];
  const before = await Promise.all(states.map(entries));
  const decisions = await decisionsOn(service, task, coordinator);
  expect(brief(decisions).toSorted()).toEqual(['DEADLINE_T1 SENT', 'DEADLINE_T7 SUPPRESSED']);
  const { decided } = await decidedEntries();
  expect(decided).toBeGreaterThan(0);
  expect(await decidedEntries()).toEqual({ decided, marked: decided });
  await rebuildTimetable();
  expect(await Promise.all(states.map(entries))).toEqual(before);
  await service.moveTo('2022-07-13T09:30:00+08:00');
  expect(await decisionsOn(service, task, coordinator)).toEqual(decisions);
  expect(await decidedEntries()).toEqual({ decided, marked: decided });
});
