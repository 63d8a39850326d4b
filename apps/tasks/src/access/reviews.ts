import { RELATION_SQL } from './visibility.js';
import { circleTables, stepsAsideSql } from './unit-circles.js';

/**
 * Tables of a `WITH RECURSIVE`, of which `to_review` holds the parts whose request the caller may decide on: `REVIEWER` in
 * SQL. `$1` unit, `$2` roles, `$3` today, as in `visibilityParams`.
 */
export const TO_REVIEW = `submitted AS (
    SELECT a.assignment_id, a.unit_id, p.office_unit_id, ${RELATION_SQL.COORDINATOR} AS coordinates, ${RELATION_SQL.GROUP_MEMBER} AS is_member
    FROM assignment a JOIN task t USING (task_id) JOIN plan p USING (plan_id)
    WHERE a.phase = 'COMPLETION_SUBMITTED' AND (${RELATION_SQL.COORDINATOR} OR ${RELATION_SQL.GROUP_MEMBER})),
  ${circleTables('SELECT $1::uuid UNION SELECT unit_id FROM submitted UNION SELECT office_unit_id FROM submitted')},
  to_review AS (
    SELECT s.assignment_id FROM submitted s JOIN circle office ON office.unit_id = s.office_unit_id
      JOIN circle reviewed ON reviewed.unit_id = s.unit_id JOIN circle reviewer ON reviewer.unit_id = $1
    WHERE CASE WHEN ${stepsAsideSql('office', 'reviewed')} THEN s.is_member AND NOT ${stepsAsideSql('reviewer', 'reviewed')}
      ELSE s.coordinates END)`;
