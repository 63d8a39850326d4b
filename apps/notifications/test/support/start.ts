import {
  CalendarPublished,
  MemberChanged,
  type AccountState,
  type CalendarState,
  type MemberChanged as Change,
} from '#contracts';
import { derivedId, newId } from '#kernel';
import { loadConfig } from '#platform';
import { ServiceUnderTest, type Person } from '#testing';
import { NotificationsEnvironment } from '../../src/config.js';
import { NotificationsModule } from '../../src/notifications.module.js';
import { notificationsMigrations } from '../../src/persistence/migrations/index.js';

/** The notifications service with a real database; the clock stands at the morning of 1 March 2022 unless told otherwise. */
export function startNotifications(
  options: { now?: string; beside?: ServiceUnderTest; environment?: Record<string, string> } = {},
): Promise<ServiceUnderTest> {
  return ServiceUnderTest.start({
    service: 'notifications',
    migrations: [...notificationsMigrations],
    module: (environment) => NotificationsModule.register(loadConfig(NotificationsEnvironment, environment)),
    now: '2022-03-01T10:00:00+08:00',
    ...options,
  });
}

export interface Staffed {
  unitId: string;
  liaison: Person;
  approver: Person;
}

/** A unit with the two officers who receive reminders. */
export async function staffedUnit(service: ServiceUnderTest): Promise<Staffed> {
  const unitId = newId();
  const liaison = await service.appoint(unitId, 'LIAISON_OFFICER');
  const approver = await service.appoint(unitId, 'UNIT_APPROVER');
  return { unitId, liaison, approver };
}

/** Changes an account that was appointed before, as departments would tell it. */
export async function changeAccount(
  service: ServiceUnderTest,
  person: Person,
  change: Partial<AccountState>,
  reason: Change['reason'],
): Promise<void> {
  const { rows } = await service.database.query<{ state: AccountState }>(
    'SELECT state FROM directory_account WHERE account_id = $1',
    [person.accountId],
  );
  const account = { ...rows[0]!.state, ...change };
  await service.receive(MemberChanged, {
    aggregateId: person.accountId,
    aggregateVersion: 2,
    data: { account, reason },
  });
}

/** Publishes the arrangement of a year: `off` are holidays, `work` are weekend days turned into working days. */
export async function publishCalendar(
  service: ServiceUnderTest,
  calendar: Pick<CalendarState, 'year' | 'revision'> & { off?: readonly string[]; work?: readonly string[] },
): Promise<void> {
  const { year, revision, off = [], work = [] } = calendar;
  const days = [
    ...off.map((date) => ({ date, kind: 'off', festival: '' })),
    ...work.map((date) => ({ date, kind: 'work', festival: '' })),
  ];
  const data = { calendar: { year, revision, provisional: false, origin: 'test', days } };
  await service.receive(CalendarPublished, {
    aggregateId: derivedId(`calendar ${year}`),
    aggregateVersion: revision,
    data,
  });
}
