import type { ReminderRule, Role } from '#contracts';
import type { LocalDate } from '#kernel';
import type { Queryable } from '#messaging';
import type { DueReminder } from '../domain/decision.js';
import { REMINDER_RULES, type ReminderRuleRow } from '../domain/reminder.rules.js';
import type { Basis } from '../persistence/basis.js';
import { BEFORE_ALL_ENTRIES, UNDECIDED } from '../persistence/timetable-order.js';

/** What a sweep looks at. */
export interface SweepMoment {
  now: Date;
  today: LocalDate;
  basis: Basis;
}

/** Where the chunk before ended: a sweep passes each entry once, also those it has to hold. */
export interface SweepPlace {
  dueAt: Date;
  assignmentId: string;
  rule: ReminderRule;
}

type Entry = Omit<DueReminder, 'rulesDue' | 'sentToday' | 'recipientAccountIds'> &
  SweepPlace & {
    /** There is a decision, from before the timetable was built anew; the entry is not marked yet. */
    decided: boolean;
  };

/** Due and not marked as decided, locked for this transaction; an entry that another sweep holds is left to that sweep. */
const DUE = {
  name: 'due-entries',
  text: `
    SELECT e.assignment_id AS "assignmentId", e.rule, e.anchor_on AS "anchorOn", e.task_id AS "taskId",
      e.unit_id AS "unitId", e.due_on AS "dueOn", e.due_at AS "dueAt", e.moved_because AS "movedBecause",
      e.planned_on AS "plannedOn", d.reminder_id IS NOT NULL AS decided
    FROM timetable_entry e LEFT JOIN reminder d USING (assignment_id, rule, anchor_on)
    WHERE ${UNDECIDED} AND e.due_at <= $1 AND e.basis = $2
      AND (e.due_at, e.assignment_id, e.rule) > ($3, $4::uuid, $5)
    ORDER BY e.due_at, e.assignment_id, e.rule
    LIMIT $6
    FOR UPDATE OF e SKIP LOCKED`,
};
const MARK_DECIDED = {
  name: 'mark-decided',
  text: `UPDATE timetable_entry e SET decided = true FROM unnest($1::uuid[], $2::text[], $3::date[]) AS n (assignment_id, rule, anchor_on)
         WHERE e.assignment_id = n.assignment_id AND e.rule = n.rule AND e.anchor_on = n.anchor_on`,
};
const RULES_DUE = {
  name: 'rules-due',
  text: `SELECT assignment_id, array_agg(rule) AS rules FROM timetable_entry
         WHERE assignment_id = ANY ($1::uuid[]) AND state = 'PLANNED' AND due_at <= $2 GROUP BY assignment_id`,
};
const SENT_TODAY = {
  name: 'sent-today',
  text: `SELECT assignment_id, rule FROM reminder WHERE assignment_id = ANY ($1::uuid[]) AND sent_on = $2`,
};
const OFFICERS = {
  name: 'officers',
  text: `SELECT account_id, unit_id, roles FROM directory_account
         WHERE unit_id = ANY ($1::uuid[]) AND NOT disabled ORDER BY account_id`,
};

interface Officer {
  account_id: string;
  unit_id: string;
  roles: Role[];
}

export interface DueChunk {
  /** With somebody to receive them. One of a unit without recipients is held: not decided, found again by the next sweep. */
  due: DueReminder[];
  /** Where the next chunk goes on; undefined when this was the last. */
  next: SweepPlace | undefined;
}

/** Up to `limit` due entries after `place`, the longest due first, with what their decisions depend on. */
export async function lockDueReminders(
  tx: Queryable,
  moment: SweepMoment,
  place: SweepPlace | undefined,
  limit: number,
): Promise<DueChunk> {
  const from = place ? [place.dueAt, place.assignmentId, place.rule] : BEFORE_ALL_ENTRIES;
  const { rows } = await tx.query<Entry>(DUE, [moment.now, moment.basis.stamp, ...from, limit]);
  const next = rows.length === limit ? rows.at(-1) : undefined;
  const entries = rows.filter(({ decided }) => !decided);
  await markDecided(
    tx,
    rows.filter(({ decided }) => decided),
  );
  if (entries.length === 0) return { due: [], next };
  const assignmentIds = [...new Set(entries.map(({ assignmentId }) => assignmentId))];
  const unitIds = [...new Set(entries.map(({ unitId }) => unitId))];
  const [rulesDue, sentToday, officers] = await Promise.all([
    tx.query<{ assignment_id: string; rules: ReminderRule[] }>(RULES_DUE, [assignmentIds, moment.now]),
    tx.query<{ assignment_id: string; rule: ReminderRule }>(SENT_TODAY, [assignmentIds, moment.today]),
    tx.query<Officer>(OFFICERS, [unitIds]),
  ]);
  const rulesOf = new Map(rulesDue.rows.map((row) => [row.assignment_id, row.rules]));
  const sent = new Set(sentToday.rows.map((row) => `${row.assignment_id} ${row.rule}`));
  const officersOf = Map.groupBy(officers.rows, (officer) => officer.unit_id);
  const due = entries.map((entry) => ({
    ...entry,
    rulesDue: rulesOf.get(entry.assignmentId) ?? [],
    sentToday: sent.has(`${entry.assignmentId} ${entry.rule}`),
    recipientAccountIds: recipientsOf(entry.rule, officersOf.get(entry.unitId) ?? []),
  }));
  return {
    due: due.filter(({ recipientAccountIds }) => recipientAccountIds.length > 0),
    next,
  };
}

async function markDecided(tx: Queryable, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.query(MARK_DECIDED, [
    entries.map(({ assignmentId }) => assignmentId),
    entries.map(({ rule }) => rule),
    entries.map(({ anchorOn }) => anchorOn),
  ]);
}

function recipientsOf(rule: ReminderRule, officers: readonly Officer[]): string[] {
  const { recipients }: ReminderRuleRow = REMINDER_RULES[rule];
  return officers.filter(({ roles }) => roles.some((role) => recipients.includes(role))).map((o) => o.account_id);
}
