import { newId } from '#kernel';
import type { Queryable } from '#messaging';
import { TasksEnvironment } from '../../../apps/tasks/src/config.js';
import { DEFAULT_LIGHT_LIMITS } from '../../../apps/tasks/src/domain/lights.js';
import type { TaskLimits } from '../../../apps/tasks/src/domain/task.js';
import { WorkingCalendar, type CalendarInForce } from '../../../apps/tasks/src/persistence/working-calendar.js';

/** A unit that carries tasks, with the account that signs and reports for it. */
export interface CarryingUnit {
  unitId: string;
  officerId: string;
}

/** Who acts in the plans, and by which rules: what the tasks service knows of the register. */
export interface World {
  office: { unitId: string; coordinatorId: string };
  issuer: { unitId: string; leaderId: string };
  memberGroupId: string;
  units: readonly CarryingUnit[];
  calendar: CalendarInForce;
  limits: TaskLimits;
  /** Makes the ids of plans, tasks, assignments and reports. */
  newId: () => string;
}

const PARTIES = `SELECT c.unit_id AS "officeUnitId", c.account_id AS "coordinatorId", l.unit_id AS "issuerUnitId",
    l.account_id AS "leaderId", (SELECT group_id FROM directory_group ORDER BY group_id LIMIT 1) AS "memberGroupId"
  FROM directory_account c JOIN directory_account l ON l.roles @> '{GROUP_LEADER}'
  WHERE c.roles @> '{COORDINATOR}' ORDER BY l.account_id LIMIT 1`;

const UNITS = `SELECT unit_id AS "unitId", min(account_id::text) AS "officerId"
  FROM directory_unit u JOIN directory_account a USING (unit_id)
  WHERE u.kind = 'DISTRICT' AND a.roles @> '{LIAISON_OFFICER}' GROUP BY unit_id ORDER BY unit_id`;

/** Reads the world from the tasks service's own tables; its limits are the product's defaults. */
export async function readWorld(tasks: Queryable): Promise<World> {
  const { rows } = await tasks.query<Record<string, string>>(PARTIES);
  const { officeUnitId, coordinatorId, issuerUnitId, leaderId, memberGroupId } = rows[0] ?? {};
  if (!officeUnitId || !coordinatorId || !issuerUnitId || !leaderId || !memberGroupId) {
    throw new Error('The register holds no coordinator, no leader or no group. Enter the sample first.');
  }
  const signDueWorkingDays = TasksEnvironment.shape.SIGN_DUE_WORKING_DAYS.parse(undefined);
  const config = { limits: { signDueWorkingDays, lights: DEFAULT_LIGHT_LIMITS } };
  return {
    office: { unitId: officeUnitId, coordinatorId },
    issuer: { unitId: issuerUnitId, leaderId },
    memberGroupId,
    units: (await tasks.query<CarryingUnit>(UNITS)).rows,
    calendar: await new WorkingCalendar(config).now(tasks),
    limits: config.limits,
    newId,
  };
}
