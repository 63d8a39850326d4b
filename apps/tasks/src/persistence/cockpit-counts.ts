import { NIL_ID } from '#kernel';

/** Stand for "all units" and "all aspects" in the rows that do not tell them apart. */
export const ALL_UNITS = NIL_ID;
const ALL_ASPECTS = 0;

/**
 * What plans share that the same people see as a whole: office, issuer and group, which no plan changes. Units are counted for all
 * such plans together, as nobody asks for one plan's: a look reads a row for each unit, not one for each unit of each plan. Of plan `p`.
 */
export const SEEN_ALIKE = 'md5(p.office_unit_id::text || p.issuer_unit_id::text || p.member_group_id::text)::uuid';

/** What is counted of assignments, each with its condition over the columns `light`, `overdue` and `unsigned`. */
export const MEASURES = {
  red: `light = 'RED'`,
  yellow: `light = 'YELLOW'`,
  green: `light = 'GREEN'`,
  grey: `light = 'GREY'`,
  blue: `light = 'BLUE'`,
  overdue: 'overdue',
  red_unsigned: `light = 'RED' AND unsigned`,
  yellow_unsigned: `light = 'YELLOW' AND unsigned`,
  green_unsigned: `light = 'GREEN' AND unsigned`,
  grey_unsigned: `light = 'GREY' AND unsigned`,
} as const satisfies Record<string, string>;

export const MEASURED = Object.keys(MEASURES) as (keyof typeof MEASURES)[];

const KEY = 'scope_id, aspect_no, unit_id';

const dayOf = (instant: string): string => `(${instant} AT TIME ZONE 'Asia/Shanghai')::date`;

/** From which date on the row `a` of `cockpit_assignment` is past its deadline: `overdueSql`, with the date solved for. */
const OVERDUE_ON = `CASE
  WHEN a.phase IN ('COMPLETED', 'CLOSED') OR a.deadline IS NULL THEN 'infinity'
  WHEN a.phase <> 'COMPLETION_SUBMITTED' THEN a.deadline + 1
  WHEN a.deadline < ${dayOf('a.completion_submitted_at')} THEN '-infinity'
  ELSE 'infinity' END`;

/**
 * How the row `a` of `cockpit_assignment` stands: its light before any date, and the dates on which it changes, which lights
 * do at midnight. `infinity`: never, as things stand.
 */
const STANDING = `CASE
    WHEN a.phase = 'COMPLETED' THEN 'BLUE'
    WHEN a.phase = 'CLOSED' OR a.deadline IS NULL THEN 'GREY'
    ELSE 'GREEN' END AS first_light,
  CASE WHEN a.yellow_from < coalesce(a.red_from, 'infinity') THEN ${dayOf('a.yellow_from')} ELSE 'infinity' END AS yellow_on,
  coalesce(${dayOf('a.red_from')}, 'infinity') AS red_on,
  (${OVERDUE_ON})::date AS overdue_on,
  a.phase = 'ASSIGNED' AS unsigned`;

/** What the dates of a standing `s` do to the counts, one row for each light that begins (1) or ends (-1). */
const CHANGES = `VALUES
  ('-infinity'::date, first_light, false, 1),
  (yellow_on, 'GREEN', false, -1), (yellow_on, 'YELLOW', false, 1),
  (red_on, CASE WHEN yellow_on < 'infinity' THEN 'YELLOW' ELSE 'GREEN' END, false, -1), (red_on, 'RED', false, 1),
  (overdue_on, NULL, true, 1)`;

/** What a statement that writes `cockpit_assignment` returns, to be counted: `RETURNING ${COUNTED_CHANGE}`. */
export const COUNTED_CHANGE = 'WITH (OLD AS o, NEW AS n) o AS before, n AS after';

/**
 * The end of a statement whose CTEs `written` returned `COUNTED_CHANGE`: takes each assignment out of the counts it was in
 * and adds it to those it is in now. Dates before counts, each in the order of its key, as `COUNT_WHAT_HAS_COME` does it: writers that
 * meet wait for one another instead of locking up.
 */
export function moveCounts({ counts, dates }: CountTables, written: readonly string[]): string {
  const moves = written.flatMap((change) => [
    `SELECT after AS row, 1 AS step FROM ${change}`,
    `SELECT before, -1 FROM ${change} WHERE (before).assignment_id IS NOT NULL`,
  ]);
  const standing = `${KEY}, first_light, yellow_on, red_on, overdue_on, unsigned`;
  return `, standing AS (
      SELECT ${standing}, sum(step) AS step FROM (
        SELECT by.scope_id, by.aspect_no, by.unit_id, ${STANDING}, step
        FROM (SELECT (row).*, step FROM (${moves.join(' UNION ALL ')}) moved) a
        JOIN plan p ON p.plan_id = a.plan_id
        CROSS JOIN LATERAL (VALUES (a.plan_id, a.aspect_no, '${ALL_UNITS}'::uuid), (${SEEN_ALIKE}, ${ALL_ASPECTS}, a.unit_id)) AS by (${KEY})) one
      GROUP BY ${standing} HAVING sum(step) <> 0),
    change AS (
      SELECT ${KEY}, changes_on, ${MEASURED.map((name) => `coalesce(sum(s.step * c.step) FILTER (WHERE ${MEASURES[name]}), 0) AS ${name}`).join(', ')}
      FROM standing s CROSS JOIN LATERAL (${CHANGES}) AS c (changes_on, light, overdue, step)
      WHERE changes_on < 'infinity' GROUP BY ${KEY}, changes_on),
    dated AS (${addTo(dates, `${KEY}, changes_on`, `change WHERE changes_on > '-infinity' AND ${ANY}`)} RETURNING 1)
    ${addTo(counts, KEY, `change WHERE changes_on = '-infinity' AND ${ANY} AND ${AFTER_DATED}`)}`;
}

/** The names of `cockpit_count` and `cockpit_date`, or of those that a rebuild makes. */
export interface CountTables {
  counts: string;
  dates: string;
}

export const COUNT_TABLES: CountTables = { counts: 'cockpit_count', dates: 'cockpit_date' };

const ANY = `(${MEASURED.join(', ')}) <> (${MEASURED.map(() => 0).join(', ')})`;
/** Makes the counts wait until the dates are written. */
const AFTER_DATED = '(SELECT count(*) FROM dated) >= 0';

function addTo(table: string, key: string, from: string): string {
  const sums = MEASURED.map((name) => `${name} = ${table}.${name} + excluded.${name}`);
  return `INSERT INTO ${table} (${key}, ${MEASURED.join(', ')}) SELECT ${key}, ${MEASURED.join(', ')} FROM ${from} ORDER BY ${key}
    ON CONFLICT (${key}) DO UPDATE SET ${sums.join(', ')}`;
}

/**
 * Adds to the counts what came on dates up to `$1`, so that a look adds up few dates. A date that somebody writes just then is
 * left for the next time.
 */
export const COUNT_WHAT_HAS_COME = `WITH due AS (
    SELECT ctid FROM cockpit_date WHERE changes_on <= $1 ORDER BY ${KEY}, changes_on FOR UPDATE SKIP LOCKED),
  gone AS (DELETE FROM cockpit_date d USING due WHERE d.ctid = due.ctid RETURNING d.*),
  change AS (SELECT ${KEY}, ${MEASURED.map((name) => `sum(${name}) AS ${name}`).join(', ')} FROM gone GROUP BY ${KEY})
  ${addTo('cockpit_count', KEY, 'change')}`;
