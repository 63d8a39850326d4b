import { ReminderSweep } from '../../../apps/notifications/src/jobs/reminder-sweep.job.js';
import { Database } from '#platform';
import type { SeededBug } from './bug.js';

const COLUMNS = `assignment_id, rule, anchor_on, task_id, unit_id, due_on, outcome, reason, text, decided_at, recipient_account_ids`;

/** The first reminder that was sent is sent once more: under another id, and without its day, which the database would refuse. */
const SEND_AGAIN = `WITH again AS (
    INSERT INTO reminder (reminder_id, ${COLUMNS})
    SELECT gen_random_uuid(), ${COLUMNS} FROM reminder
    WHERE outcome = 'SENT' AND NOT EXISTS (SELECT FROM reminder WHERE outcome = 'SENT' AND sent_on IS NULL)
    ORDER BY decided_at, reminder_id LIMIT 1 RETURNING *)
  INSERT INTO inbox_entry (account_id, reminder_id, unit_id, sent_at)
  SELECT account_id, reminder_id, unit_id, decided_at FROM again, unnest(recipient_account_ids) account_id`;

export const REMIND_TWICE: SeededBug = {
  name: 'a reminder is sent twice',
  foundBy: 'each reminder is decided once and none is skipped',
  install: (app, runtimes) => {
    const sweep = app.get(ReminderSweep, { strict: false });
    const { eventPath } = runtimes.find(({ service }) => service === 'notifications') ?? {};
    const { database } = eventPath as unknown as { database: Database };
    const run = sweep.run.bind(sweep);
    sweep.run = async (now) => {
      await run(now);
      await database.query(SEND_AGAIN);
    };
  },
};
