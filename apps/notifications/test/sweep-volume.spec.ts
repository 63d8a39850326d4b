import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kernel';
import type { ServiceUnderTest } from '#testing';
import { ReminderSweep } from '../src/jobs/reminder-sweep.job.js';
import { staffedUnit, startNotifications } from './support/start.js';

const REMINDERS = 17_000;
const CHUNK = 2_000;
const STATEMENTS_PER_CHUNK = 5; // due, three lookups, decisions with their inbox entries; the events go with the commit

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await startNotifications({ environment: { REMINDER_CHUNK: String(CHUNK) } });
  const units: string[] = [];
  for (let unit = 0; unit < 20; unit++) units.push((await staffedUnit(service)).unitId);
  await service.database.query(
    `INSERT INTO timetable_entry (assignment_id, rule, anchor_on, task_id, unit_id, due_on, due_at, state, state_reason, planned_on, basis)
     SELECT gen_random_uuid(), 'SIGN_DUE', '2022-03-03', $2, ($1::uuid[])[1 + n % 20], '2022-03-03', '2022-03-03T01:00:00Z', 'PLANNED', '',
       '2022-03-01', ' 09:00' FROM generate_series(1, $3::int) AS n`,
    [units, newId(), REMINDERS],
  );
});
afterAll(() => service.stop());

test(`${REMINDERS} reminders due at once are decided, delivered and told of with a fixed number of statements per ${CHUNK}`, async () => {
  const statements = await countStatements(() =>
    service.app.get(ReminderSweep, { strict: false }).run(new Date('2022-03-03T09:00:00+08:00')),
  );
  expect(statements).toBe(Math.ceil(REMINDERS / CHUNK) * STATEMENTS_PER_CHUNK);
  const { rows } = await service.database.query(
    `SELECT (SELECT count(*)::int FROM reminder) AS reminders, (SELECT count(*)::int FROM inbox_entry) AS entries,
       (SELECT count(*)::int FROM event_log) AS events`,
  );
  expect(rows).toEqual([{ reminders: REMINDERS, entries: REMINDERS, events: REMINDERS }]);
});

/** Counts what `work` sends inside its transactions. */
async function countStatements(work: () => Promise<void>): Promise<number> {
  const { database } = service;
  const transaction = database.transaction.bind(database);
  let count = 0;
  database.transaction = (inside) =>
    transaction((tx) =>
      inside({
        ...tx,
        query: (sql, params) => {
          count++;
          return tx.query(sql, params);
        },
      }),
    );
  await work();
  return count;
}
