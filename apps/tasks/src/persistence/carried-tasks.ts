import type { CarriedTask } from '#decomposition';
import type { Queryable } from '#messaging';

/** A task of a plan with the part of it that a unit carries. */
export interface CarriedPart extends CarriedTask {
  assignmentId: string;
}

/** The tasks of a plan of which the part of this unit is open. */
export async function carriedTasks(on: Queryable, planId: string, unitId: string): Promise<CarriedPart[]> {
  const text = `SELECT t.task_id AS "taskId", a.assignment_id AS "assignmentId", t.no, t.title, t.text
    FROM assignment a JOIN task t USING (task_id)
    WHERE t.plan_id = $1 AND a.unit_id = $2 AND a.phase NOT IN ('COMPLETED', 'CLOSED') ORDER BY t.task_id`;
  const { rows } = await on.query<CarriedPart>(text, [planId, unitId]);
  return rows;
}
