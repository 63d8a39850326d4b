import type { ReminderState } from '#contracts';
import type { Queryable } from '#messaging';

/** A decided reminder and what its recipients read; no text when it was suppressed. */
export interface DecidedReminder {
  reminder: ReminderState;
  text: string | null;
}

const STORE = {
  name: 'store-decisions',
  text: `
    WITH stored AS (
      INSERT INTO reminder (reminder_id, assignment_id, rule, anchor_on, task_id, unit_id, due_on, outcome, reason, text,
        recipient_account_ids, decided_at, sent_on)
      SELECT n.reminder_id, n.assignment_id, n.rule, n.anchor_on, n.task_id, n.unit_id, n.due_on, n.outcome, n.reason, n.text,
        n.recipients::uuid[], $12, CASE n.outcome WHEN 'SENT' THEN $13::date END
      FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::uuid[], $6::uuid[], $7::date[], $8::text[], $9::text[],
        $10::text[], $11::text[])
        AS n (reminder_id, assignment_id, rule, anchor_on, task_id, unit_id, due_on, outcome, reason, text, recipients)
      ORDER BY n.reminder_id
      ON CONFLICT DO NOTHING
      RETURNING reminder_id, unit_id, decided_at, recipient_account_ids, assignment_id, rule, anchor_on),
    marked AS (
      UPDATE timetable_entry e SET decided = true FROM stored s
      WHERE e.assignment_id = s.assignment_id AND e.rule = s.rule AND e.anchor_on = s.anchor_on),
    delivered AS (
      INSERT INTO inbox_entry (account_id, reminder_id, unit_id, sent_at)
      SELECT account_id, reminder_id, unit_id, decided_at FROM stored, unnest(recipient_account_ids) AS account_id)
    SELECT reminder_id FROM stored`,
};

/**
 * Stores decisions and brings them to the inboxes. A reminder that was decided before is left as it is, whoever decided it.
 * @returns the reminders decided now
 */
export async function storeDecisions(
  tx: Queryable,
  decided: readonly DecidedReminder[],
  at: { now: Date; today: string },
): Promise<ReminderState[]> {
  if (decided.length === 0) return [];
  const of = <T>(value: (reminder: ReminderState) => T) => decided.map(({ reminder }) => value(reminder));
  const { rows } = await tx.query<{ reminder_id: string }>(STORE, [
    of((r) => r.reminderId),
    of((r) => r.assignmentId),
    of((r) => r.rule),
    of((r) => r.anchorOn),
    of((r) => r.taskId),
    of((r) => r.unitId),
    of((r) => r.dueOn),
    of((r) => r.outcome),
    of((r) => r.reason),
    decided.map(({ text }) => text),
    of((r) => `{${r.recipientAccountIds.join(',')}}`),
    at.now,
    at.today,
  ]);
  const stored = new Set(rows.map((row) => row.reminder_id));
  return of((reminder) => reminder).filter(({ reminderId }) => stored.has(reminderId));
}
