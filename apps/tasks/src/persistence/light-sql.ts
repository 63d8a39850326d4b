import { WORST_FIRST } from '../domain/lights.js';

/**
 * The light of the assignment row `a` at the instant of parameter `$now`: `lightOf` in SQL. A task that nobody carries
 * yet has no row `a` and is grey.
 */
export function lightSql(now: number): string {
  return `CASE
    WHEN a.phase = 'COMPLETED' THEN 'BLUE'
    WHEN a.phase IS NULL OR a.phase = 'CLOSED' OR a.deadline IS NULL THEN 'GREY'
    WHEN $${now}::timestamptz >= a.red_from THEN 'RED'
    WHEN $${now}::timestamptz >= a.yellow_from THEN 'YELLOW'
    ELSE 'GREEN' END`;
}

/**
 * The light of task `t` at the instant of parameter `$now`: `taskLightOf` in SQL, of the parts `a` that fulfil the
 * condition `seen` while there is no reporter.
 */
export function taskLightSql(now: number, seen: string): string {
  const worstFirst = `ARRAY['${WORST_FIRST.join("', '")}']`;
  return `CASE WHEN t.phase = 'COMPLETED' THEN 'BLUE' ELSE coalesce((
    SELECT light FROM (SELECT ${lightSql(now)} AS light FROM assignment a
      WHERE a.task_id = t.task_id AND CASE WHEN t.reporter_unit_id IS NULL THEN ${seen} ELSE a.unit_id = t.reporter_unit_id END) followed
    WHERE light = ANY (${worstFirst}) ORDER BY array_position(${worstFirst}, light) LIMIT 1), 'GREY') END`;
}

/**
 * Whether the row `a` is past its deadline on the date of parameter `$today` and not closed; while it is reviewed, whether it
 * was on the day of its request.
 */
export function overdueSql(today: number): string {
  return `coalesce(a.phase NOT IN ('COMPLETED', 'CLOSED') AND a.deadline < CASE WHEN a.phase = 'COMPLETION_SUBMITTED'
    THEN (a.completion_submitted_at AT TIME ZONE 'Asia/Shanghai')::date ELSE $${today}::date END, false)`;
}
