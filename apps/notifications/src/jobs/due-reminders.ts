import type { Queryable } from '#messaging';
import type { DueReminder } from '../domain/decision.js';
import type { Basis } from '../persistence/basis.js';
import { RECIPIENT_PARAMS, recipientCte } from '../persistence/recipients.js';

/**
 * Due, undecided and with somebody to receive it, locked for this transaction. A reminder of a unit without recipients is
 * left undecided and found again when one is appointed; one that another sweep holds is left to that sweep.
 */
const DUE = {
  name: 'due-reminders',
  text: `
    WITH ${recipientCte(5)}
    SELECT e.assignment_id AS "assignmentId", e.rule, e.anchor_on AS "anchorOn", e.task_id AS "taskId",
      e.unit_id AS "unitId", e.due_on AS "dueOn", e.moved_because AS "movedBecause", e.planned_on AS "plannedOn", r.account_ids AS "recipientAccountIds",
      ARRAY(SELECT o.rule FROM timetable_entry o
            WHERE o.assignment_id = e.assignment_id AND o.state = 'PLANNED' AND o.due_at <= $1) AS "rulesDue",
      EXISTS (SELECT FROM reminder s
              WHERE s.assignment_id = e.assignment_id AND s.rule = e.rule AND s.sent_on = $2) AS "sentToday"
    FROM timetable_entry e
    JOIN recipient r ON r.rule = e.rule AND r.unit_id = e.unit_id
    WHERE e.state = 'PLANNED' AND e.due_at <= $1 AND e.basis = $3
      AND NOT EXISTS (SELECT FROM reminder d
                      WHERE d.assignment_id = e.assignment_id AND d.rule = e.rule AND d.anchor_on = e.anchor_on)
    ORDER BY e.due_at, e.assignment_id, e.rule
    LIMIT $4
    FOR UPDATE OF e SKIP LOCKED`,
};

/** Up to `limit` due reminders, the longest due first. */
export async function lockDueReminders(
  tx: Queryable,
  at: { now: Date; today: string; basis: Basis; limit: number },
): Promise<DueReminder[]> {
  const { rows } = await tx.query<DueReminder>(DUE, [at.now, at.today, at.basis.stamp, at.limit, ...RECIPIENT_PARAMS]);
  return rows;
}
