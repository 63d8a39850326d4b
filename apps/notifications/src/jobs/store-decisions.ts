import type { ReminderState } from '#contracts';
import type { Queryable } from '#messaging';
import { inboxEntryIdOf } from '../domain/reminder-id.js';

/** A decided reminder and what its recipients read; no text when it was suppressed. */
export interface DecidedReminder {
  reminder: ReminderState;
  text: string | null;
}

/**
 * Stores decisions and the inbox entries they lead to. A reminder that was decided before is left as it is, whoever
 * decided it.
 * @returns the reminders decided now
 */
export async function storeDecisions(
  tx: Queryable,
  decided: readonly DecidedReminder[],
  today: string,
): Promise<ReminderState[]> {
  const stored = await storeReminders(tx, decided, today);
  const now = decided.filter(({ reminder }) => stored.has(reminder.reminderId));
  await storeInboxEntries(tx, now, today);
  return now.map(({ reminder }) => reminder);
}

async function storeReminders(tx: Queryable, decided: readonly DecidedReminder[], today: string): Promise<Set<string>> {
  const of = <T>(value: (reminder: ReminderState) => T) => decided.map(({ reminder }) => value(reminder));
  const { rows } = await tx.query<{ reminder_id: string }>(
    {
      name: 'store-reminders',
      text: `
        INSERT INTO reminder (reminder_id, assignment_id, rule, anchor_on, task_id, unit_id, due_on, outcome, reason,
          decided_at, recipient_account_ids, sent_on)
        SELECT n.reminder_id, n.assignment_id, n.rule, n.anchor_on, n.task_id, n.unit_id, n.due_on, n.outcome, n.reason,
          n.decided_at, n.recipients::uuid[], CASE n.outcome WHEN 'SENT' THEN $12::date END
        FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::uuid[], $6::uuid[], $7::date[], $8::text[], $9::text[],
          $10::timestamptz[], $11::text[])
          AS n (reminder_id, assignment_id, rule, anchor_on, task_id, unit_id, due_on, outcome, reason, decided_at, recipients)
        ORDER BY n.reminder_id
        ON CONFLICT DO NOTHING
        RETURNING reminder_id`,
    },
    [
      of((r) => r.reminderId),
      of((r) => r.assignmentId),
      of((r) => r.rule),
      of((r) => r.anchorOn),
      of((r) => r.taskId),
      of((r) => r.unitId),
      of((r) => r.dueOn),
      of((r) => r.outcome),
      of((r) => r.reason),
      of((r) => r.decidedAt),
      of((r) => `{${r.recipientAccountIds.join(',')}}`),
      today,
    ],
  );
  return new Set(rows.map((row) => row.reminder_id));
}

async function storeInboxEntries(tx: Queryable, decided: readonly DecidedReminder[], today: string): Promise<void> {
  const entries = decided.flatMap(({ reminder, text }) =>
    reminder.recipientAccountIds.map((accountId) => ({ reminder, text, accountId })),
  );
  if (entries.length === 0) return;
  await tx.query(
    {
      name: 'store-inbox-entries',
      text: `
        INSERT INTO inbox_entry (entry_id, account_id, unit_id, reminder_id, task_id, rule, text, sent_at, sent_on)
        SELECT n.*, $9::date
        FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::timestamptz[]) AS n`,
    },
    [
      entries.map(({ reminder, accountId }) => inboxEntryIdOf(reminder.reminderId, accountId)),
      entries.map(({ accountId }) => accountId),
      entries.map(({ reminder }) => reminder.unitId),
      entries.map(({ reminder }) => reminder.reminderId),
      entries.map(({ reminder }) => reminder.taskId),
      entries.map(({ reminder }) => reminder.rule),
      entries.map(({ text }) => text),
      entries.map(({ reminder }) => reminder.decidedAt),
      today,
    ],
  );
}
