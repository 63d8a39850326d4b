import { ServiceName } from '#platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilSettled } from '../../apps/standalone/src/sample/settled.js';
import { City } from '../demo/city.js';
import { newDataDirectory, removeDataDirectory, startInstance, type Instance, type Mode } from '../demo/instance.js';
import { ledgerOutcome } from '../demo/outcome/ledger-outcome.js';
import { reminderOutcome } from '../demo/outcome/reminder-outcome.js';
import { BEGINNING } from './support/services.js';

const TASK = '解读-12';

/** Everything that an event applied twice, or not at all, would change. */
async function picture(city: City) {
  const [office, liaison, administrator] = await Promise.all(
    ['office.coordinator', 'mentougou.liaison', 'admin'].map((username) => city.as(username)),
  );
  await untilSettled(office!);
  const [ledger, reminders, inbox, facts, parked] = await Promise.all([
    ledgerOutcome(office!),
    reminderOutcome(office!),
    liaison!.get<{ unread: number }>('/api/notifications/inbox'),
    office!.list(`/api/assessment/units/${city.unitId('mentougou')}/facts?year=2021&asOf=2021-12-31`),
    Promise.all(ServiceName.options.map((service) => administrator!.get(`/api/${service}/operator/parked`))),
  ]);
  return { ledger, reminders, unread: inbox.unread, facts, parked };
}

describe('a data directory that moves from one process to a cluster with Kafka and back', () => {
  let data: string;
  let instance: Instance | undefined;
  let city: City;
  let before: Awaited<ReturnType<typeof picture>>;

  const moveTo = async (mode: Mode) => {
    await instance?.stop();
    instance = await startInstance(mode, data, { DEMO_CLOCK: BEGINNING });
    city = await City.at(instance.origin, instance.passwords);
  };

  beforeAll(async () => {
    data = await newDataDirectory();
    await moveTo('embedded');
    await city.moveClock('2021-11-23 10:00');
    await city.requestIssue();
    await city.approveIssue();
    await city.assign(TASK, { responsible: ['mentougou', 'pinggu'] }, '2021-12-31');
    await city.sign(TASK, ['pinggu']);
    await city.moveClock('2021-11-25 09:00'); // 门头沟区 is reminded to sign
    before = await picture(city);
  }, 240_000);

  afterAll(async () => {
    await instance?.stop();
    await removeDataDirectory(data);
  });

  it('keeps every task and applies nothing twice when it becomes a cluster', { timeout: 240_000 }, async () => {
    expect(before).toMatchObject({ unread: 1, reminders: { messages: { sent: 7 } } });
    await moveTo('cluster');
    expect(await picture(city)).toEqual(before);
  });

  it('goes on working there', async () => {
    await city.sign(TASK, ['mentougou']);
    await city.complete(TASK, ['pinggu']);
    await city.moveClock('2021-12-22 09:00'); // 门头沟区 is reminded of the deadline
    const after = await picture(city);
    expect(after).toMatchObject({ unread: 2, reminders: { messages: { sent: 8 } } });
    before = after;
  });

  it('keeps everything once more when it becomes one process again', { timeout: 240_000 }, async () => {
    await moveTo('embedded');
    expect(await picture(city)).toEqual(before);
  });
});
