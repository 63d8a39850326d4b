import { NIL_ID } from '#kernel';

/** Stand for "all units" and "all aspects" in the rows that do not tell them apart. */
export const ALL_UNITS = NIL_ID;
export const ALL_ASPECTS = 0;

const KEY = 'plan_id, aspect_no, unit_id, phase, dated, yellow_from, red_from, overdue_from';

/** From which date on the row `a` of `cockpit_assignment` is past its deadline: `overdueSql`, with the date solved for. */
const OVERDUE_FROM = `CASE
  WHEN a.phase IN ('COMPLETED', 'CLOSED') OR a.deadline IS NULL THEN 'infinity'
  WHEN a.phase <> 'COMPLETION_SUBMITTED' THEN a.deadline + 1
  WHEN a.deadline < (a.completion_submitted_at AT TIME ZONE 'Asia/Shanghai')::date THEN '-infinity'
  ELSE 'infinity' END`;

/** How the row `a` of `cockpit_assignment` stands; the more stand alike, the fewer rows a cockpit adds up. */
const STANDING = `CASE WHEN a.phase IN ('ASSIGNED', 'COMPLETED', 'CLOSED') THEN a.phase ELSE 'OPEN' END AS phase,
  a.deadline IS NOT NULL OR a.phase IN ('COMPLETED', 'CLOSED') AS dated,
  coalesce(a.yellow_from, 'infinity') AS yellow_from, coalesce(a.red_from, 'infinity') AS red_from,
  (${OVERDUE_FROM})::date AS overdue_from`;

/** What a statement that writes `cockpit_assignment` returns, to be counted: `RETURNING ${COUNTED_CHANGE}`. */
export const COUNTED_CHANGE = 'WITH (OLD AS o, NEW AS n) o AS before, n AS after';

/**
 * The end of a statement whose CTEs `changes` returned `COUNTED_CHANGE`: moves each assignment from the count it was in to
 * the one it is in now. In the order of the keys, so that writers that meet wait for one another instead of locking up.
 */
export function moveCounts(table: string, changes: readonly string[]): string {
  const moves = changes.flatMap((change) => [
    `SELECT after AS row, 1 AS step FROM ${change}`,
    `SELECT before, -1 FROM ${change} WHERE (before).assignment_id IS NOT NULL`,
  ]);
  return `INSERT INTO ${table} (${KEY}, assignments)
    SELECT ${KEY}, sum(step) FROM (
      SELECT a.plan_id, by.aspect_no, by.unit_id, ${STANDING}, step
      FROM (SELECT (row).*, step FROM (${moves.join(' UNION ALL ')}) moved) a
      CROSS JOIN LATERAL (VALUES (a.aspect_no, '${ALL_UNITS}'::uuid), (${ALL_ASPECTS}, a.unit_id)) AS by (aspect_no, unit_id)) standing
    GROUP BY ${KEY} HAVING sum(step) <> 0 ORDER BY ${KEY}
    ON CONFLICT (${KEY}) DO UPDATE SET assignments = ${table}.assignments + excluded.assignments`;
}

/** Whoever counts there again makes the row anew. One that is being counted in is left: waiting for some while others are held could lock up. */
export const REMOVE_EMPTY_COUNTS = `DELETE FROM cockpit_count c
  USING (SELECT ctid FROM cockpit_count WHERE assignments = 0 FOR UPDATE SKIP LOCKED) empty WHERE c.ctid = empty.ctid`;

/** The light of the row `c` of `cockpit_count` at the instant of parameter `$now`: `lightSql` of the assignments it counts. */
export function countedLightSql(now: number): string {
  return `CASE
    WHEN c.phase = 'COMPLETED' THEN 'BLUE'
    WHEN c.phase = 'CLOSED' OR NOT c.dated THEN 'GREY'
    WHEN $${now}::timestamptz >= c.red_from THEN 'RED'
    WHEN $${now}::timestamptz >= c.yellow_from THEN 'YELLOW'
    ELSE 'GREEN' END`;
}
