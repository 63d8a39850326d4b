import { RELATION_SQL } from './visibility.js';
import { circleTables, stepsAsideSql } from './unit-circles.js';

/**
 * Tables of a `WITH RECURSIVE`, of which `judged` says for each office and each unit with a part that waits for review whether the
 * office must step aside, and whether the caller need not. `$1` unit, `$2` roles, `$3` today, as in `visibilityParams`.
 */
export const JUDGED = `waiting (unit_id) AS (
    (SELECT unit_id FROM assignment WHERE phase = 'COMPLETION_SUBMITTED' ORDER BY unit_id LIMIT 1)
    UNION ALL
    SELECT (SELECT unit_id FROM assignment WHERE phase = 'COMPLETION_SUBMITTED' AND unit_id > waiting.unit_id ORDER BY unit_id LIMIT 1)
    FROM waiting WHERE waiting.unit_id IS NOT NULL),
  ${circleTables('SELECT $1::uuid UNION SELECT unit_id FROM waiting UNION SELECT office_unit_id FROM plan')},
  judged AS MATERIALIZED (
    SELECT office.unit_id AS office_unit_id, reviewed.unit_id, ${stepsAsideSql('office', 'reviewed')} AS office_steps_aside,
      NOT ${stepsAsideSql('reviewer', 'reviewed')} AS may_judge
    FROM circle office CROSS JOIN circle reviewed JOIN circle reviewer ON reviewer.unit_id = $1
    WHERE office.unit_id IN (SELECT office_unit_id FROM plan) AND reviewed.unit_id IN (SELECT unit_id FROM waiting))`;

const judgedTo = (condition: string): string =>
  `(p.office_unit_id, a.unit_id) IN (SELECT office_unit_id, unit_id FROM judged WHERE ${condition})`;

/** Whether the caller may decide on the request of part `a` of plan `p`: `REVIEWER` in SQL, beside the tables `JUDGED`. */
export const MAY_REVIEW = `(${RELATION_SQL.COORDINATOR} AND ${judgedTo('NOT office_steps_aside')}
  OR ${RELATION_SQL.GROUP_MEMBER} AND ${judgedTo('office_steps_aside AND may_judge')})`;
