import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Queryable } from '#messaging';
import type { Database, Tx } from '#platform';
import type { ServiceUnderTest } from '#testing';
import { ReminderSweep } from '../src/jobs/reminder-sweep.job.js';
import { RestateTimetable } from '../src/jobs/restate-timetable.js';
import { BasisReader } from '../src/persistence/basis.js';
import { CarriedTask } from './support/carried-task.js';
import { staffedUnit, startNotifications } from './support/start.js';

const CONFIG = { REMINDER_TIME: '09:00', REMINDER_UNTIL: '17:30', REMINDER_CHUNK: 1000 } as never;
const DUE = new Date('2022-03-03T09:00:00+08:00');
const TASKS = 40;

let service: ServiceUnderTest;
let unitId: string;
beforeAll(async () => {
  service = await startNotifications();
  unitId = (await staffedUnit(service)).unitId;
});
afterAll(() => service.stop());

type Statement = Parameters<Queryable['query']>[0];

/** The sweep of one instance; `before` sees each statement of its transactions, may wait, and gives the one to run. */
function sweepWith(before: (statement: Statement, name: string) => Promise<Statement>): ReminderSweep {
  const watched = (tx: Tx): Tx => ({
    ...tx,
    query: async <R>(sql: Statement, params?: unknown[]) =>
      tx.query<R>(await before(sql, typeof sql === 'string' ? '' : (sql.name ?? '')), params),
  });
  const database = {
    query: service.database.query.bind(service.database),
    transaction: <T>(work: (tx: Tx) => Promise<T>) => service.database.transaction((tx) => work(watched(tx))),
  } as unknown as Database;
  return new ReminderSweep(database, new BasisReader(CONFIG), new RestateTimetable(database), CONFIG);
}

/** A sweep that has read what is due and waits before it stores its decisions. */
function stoppedBeforeStoring() {
  const reached = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const sweep = sweepWith(async (statement, name) => {
    if (name !== 'store-decisions') return statement;
    reached.resolve();
    await release.promise;
    return statement;
  });
  return { sweep, reached: reached.promise, release: release.resolve };
}

async function counts() {
  const { rows } = await service.database.query<{ reminders: number; entries: number; events: number }>(
    `SELECT (SELECT count(*)::int FROM reminder) AS reminders, (SELECT count(*)::int FROM inbox_entry) AS entries,
       (SELECT count(*)::int FROM event_log) AS events`,
  );
  return rows[0];
}

/** Makes the reminders of `TASKS` new tasks due and returns what is counted before they are decided. */
async function makeDue() {
  await service.receiveAll(Array.from({ length: TASKS }, () => new CarriedTask({ units: [unitId] }).assigned()));
  return (await counts())!;
}

const grownBy = (before: Awaited<ReturnType<typeof counts>>) => ({
  reminders: before!.reminders + TASKS,
  entries: before!.entries + TASKS,
  events: before!.events + TASKS,
});

test('a second scheduler leaves alone what the first has in hand', async () => {
  const before = await makeDue();
  const first = stoppedBeforeStoring();
  const deciding = first.sweep.run(DUE);
  await first.reached;
  await sweepWith((statement) => Promise.resolve(statement)).run(DUE);
  expect(await counts()).toEqual(before);
  first.release();
  await deciding;
  expect(await counts()).toEqual(grownBy(before));
});

test('a second scheduler that read the same reminders before the first committed stores and sends none of them', async () => {
  const before = await makeDue();
  const first = stoppedBeforeStoring();
  const deciding = first.sweep.run(DUE);
  await first.reached;
  const stored = Promise.withResolvers<void>();
  // Without the row lock it stands where a slow second scheduler stands: decided in memory, from an older view.
  const late = sweepWith(async (statement, name) => {
    if (name === 'store-decisions') stored.resolve();
    return name === 'due-entries' ? withoutLock(statement) : statement;
  }).run(DUE);
  await stored.promise;
  first.release();
  await Promise.all([deciding, late]);
  expect(await counts()).toEqual(grownBy(before));
});

test('a reminder that another one of its kind forestalls on the same day is not taken for decided', async () => {
  const task = new CarriedTask({ units: [unitId] });
  await service.receiveAll([task.assigned()]);
  const first = stoppedBeforeStoring();
  const deciding = first.sweep.run(DUE);
  await first.reached;
  const { assignmentId } = task.assignmentOf(unitId);
  await service.database.query(
    `INSERT INTO reminder (reminder_id, assignment_id, rule, anchor_on, task_id, unit_id, due_on, outcome, reason, text,
       recipient_account_ids, decided_at, sent_on)
     VALUES (gen_random_uuid(), $1, 'SIGN_DUE', '2022-02-01', $2, $3, '2022-02-01', 'SENT', '', '', '{}', $4, '2022-03-03')`,
    [assignmentId, task.taskId, unitId, DUE],
  );
  first.release();
  await deciding;
  const entry = async () => {
    const { rows } = await service.database.query<{ decided: boolean; outcome: string | null }>(
      `SELECT e.decided, d.outcome FROM timetable_entry e LEFT JOIN reminder d USING (assignment_id, rule, anchor_on)
       WHERE e.assignment_id = $1 AND e.rule = 'SIGN_DUE' AND e.state = 'PLANNED'`,
      [assignmentId],
    );
    return rows;
  };
  expect(await entry()).toEqual([{ decided: false, outcome: null }]);
  await sweepWith((statement) => Promise.resolve(statement)).run(DUE);
  expect(await entry()).toEqual([{ decided: true, outcome: 'SUPPRESSED' }]);
});

test('two running instances whose hour strikes together send once', async () => {
  const second = await startNotifications({ beside: service });
  try {
    const before = await makeDue();
    const strike = DUE.toISOString();
    await Promise.all([service.moveTo(strike), second.moveTo(strike)]);
    expect(await counts()).toEqual(grownBy(before));
  } finally {
    await second.stop();
  }
});

function withoutLock(statement: Statement): Statement {
  const { text } = statement as { text: string };
  const unlocked = text.replace('FOR UPDATE OF e SKIP LOCKED', '');
  if (unlocked === text) throw new Error('The statement no longer takes the row lock that this test removes.');
  return { text: unlocked };
}
