import { Injectable } from '@nestjs/common';
import type { ReminderRule } from '#contracts';
import { instantOf, type LocalDate } from '#kernel';
import { Database } from '#platform';
import { dueDateOf, movedByCalendar } from '../domain/due-date.js';
import { REMINDER_RULES } from '../domain/reminder.rules.js';
import type { Basis } from '../persistence/basis.js';

/** Not `<>`, which no index finds: each sweep would read all that is planned. */
const OTHER_BASIS = 'basis < $1 OR basis > $1';

interface OldDate {
  rule: ReminderRule;
  anchor_on: LocalDate;
  due_on: LocalDate;
}

/**
 * Computes anew what was computed with another arrangement of working days. Outside the projection's transaction on
 * purpose: whichever of a calendar and a task arrives first, and whoever commits first, the stamp tells what is left.
 */
@Injectable()
export class RestateTimetable {
  constructor(private readonly database: Database) {}

  /** Brings every planned entry to `basis`; a few distinct dates decide about many entries. */
  async execute(basis: Basis): Promise<void> {
    const { rows } = await this.database.query<OldDate>(
      `SELECT DISTINCT rule, anchor_on, due_on FROM timetable_entry WHERE state = 'PLANNED' AND (${OTHER_BASIS})`,
      [basis.stamp],
    );
    if (rows.length === 0) return;
    const dates = rows.map((old) => restated(old, basis));
    await this.database.query(
      `UPDATE timetable_entry e SET due_on = n.due_on, due_at = n.due_at, basis = $6,
         moved_because = CASE WHEN n.due_on = e.due_on THEN e.moved_because ELSE n.moved_because END
       FROM unnest($1::text[], $2::date[], $3::date[], $4::date[], $5::timestamptz[], $7::text[])
         AS n (rule, anchor_on, old_due_on, due_on, due_at, moved_because)
       WHERE e.rule = n.rule AND e.anchor_on = n.anchor_on AND e.due_on = n.old_due_on
         AND e.state = 'PLANNED' AND e.basis <> $6`,
      [
        dates.map(({ rule }) => rule),
        dates.map(({ anchorOn }) => anchorOn),
        dates.map(({ oldDueOn }) => oldDueOn),
        dates.map(({ dueOn }) => dueOn),
        dates.map(({ dueAt }) => dueAt),
        basis.stamp,
        dates.map(({ movedBecause }) => movedBecause),
      ],
    );
  }
}

function restated(old: OldDate, basis: Basis) {
  const { dueOn } = dueDateOf(REMINDER_RULES[old.rule], old.anchor_on, basis.days);
  return {
    rule: old.rule,
    anchorOn: old.anchor_on,
    oldDueOn: old.due_on,
    dueOn,
    dueAt: instantOf(dueOn, basis.time),
    movedBecause: movedByCalendar(old.due_on, dueOn),
  };
}
