import type { Queryable } from '#messaging';
import { UNDECIDED } from '../persistence/timetable-order.js';

/** An entry that somebody else holds is left to him, or to the next sweep. */
const MARK = {
  name: 'mark-decided',
  text: `
    UPDATE timetable_entry t SET decided = true FROM (
      SELECT e.ctid FROM timetable_entry e JOIN reminder d USING (assignment_id, rule, anchor_on)
      WHERE ${UNDECIDED} AND e.due_at <= $1 ORDER BY e.due_at, e.assignment_id, e.rule FOR UPDATE OF e SKIP LOCKED) decided
    WHERE t.ctid = decided.ctid`,
};

/** Marks what was decided before its entry was there: the entries of a timetable that was built anew. */
export async function markDecided(database: Queryable, now: Date): Promise<void> {
  await database.query(MARK, [now]);
}
