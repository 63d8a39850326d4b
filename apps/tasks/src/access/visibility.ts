import type { Role } from '#contracts';
import { localDateOf } from '#kernel';
import type { Caller } from '#platform';
import { READS, UNIT_ROLES } from '../domain/tasks.policy.js';

type Read = keyof typeof READS;
type ReadRelation = (typeof READS)[Read][number];

const has = (role: Role): string => `'${role}' = ANY ($2)`;
export const ACTS_FOR_UNIT = `$2 && ARRAY['${UNIT_ROLES.join("', '")}']`;

/** The relations that open a list, in SQL over plan `p`, task `t` and assignment `a`; `$1` unit, `$2` roles, `$3` today. */
export const RELATION_SQL: Record<ReadRelation, string> = {
  COORDINATOR: `(${has('COORDINATOR')} AND p.office_unit_id = $1)`,
  GROUP_LEADER: `(${has('GROUP_LEADER')} AND p.issuer_unit_id = $1)`,
  GROUP_MEMBER: `(${has('GROUP_MEMBER')} AND EXISTS (
    SELECT FROM directory_group g, jsonb_to_recordset(g.state->'members') AS m ("unitId" uuid, "from" date, "to" date)
    WHERE g.group_id = p.member_group_id AND m."unitId" = $1 AND m."from" <= $3 AND (m."to" IS NULL OR m."to" >= $3)))`,
  AUDITOR: `(${has('AUDITOR')})`,
  CARRIER: `(${ACTS_FOR_UNIT} AND EXISTS (SELECT FROM assignment own WHERE own.task_id = t.task_id AND own.unit_id = $1))`,
  LEAD_UNIT: `(${ACTS_FOR_UNIT} AND EXISTS (SELECT FROM assignment own WHERE own.task_id = t.task_id AND own.unit_id = $1
    AND own.leads))`,
  OWN_UNIT: `(${ACTS_FOR_UNIT} AND a.unit_id = $1)`,
};

/** A whole plan has no task `t` in its row: its carriers are those of any of its tasks. */
const CARRIER_OF_PLAN = `(${ACTS_FOR_UNIT} AND EXISTS (
  SELECT FROM assignment own WHERE own.plan_id = p.plan_id AND own.unit_id = $1))`;

/** Drafts have no part `a` in their row. A unit's own plan is opened by the unit alone, what an office drafts by all others. */
function ofDraft(relation: ReadRelation): string {
  if (relation === 'OWN_UNIT') return `(p.kind = 'UNIT_PLAN' AND ${ACTS_FOR_UNIT} AND p.office_unit_id = $1)`;
  return `(p.kind = 'PLAN' AND ${RELATION_SQL[relation]})`;
}

/** A parameter that no relation of the row looks at would have no type, and PostgreSQL refuses it. */
export const ALL_TYPED = '$1::uuid IS NOT NULL AND $2::text[] IS NOT NULL AND $3::date IS NOT NULL';

/** The condition under which a row is visible, by the same row of `READS` that single reads are judged by. */
export function visible(read: Read): string {
  const sql = (relation: ReadRelation): string => {
    if (read === 'DRAFT') return ofDraft(relation);
    return read === 'PLAN' && relation === 'CARRIER' ? CARRIER_OF_PLAN : RELATION_SQL[relation];
  };
  return `(${ALL_TYPED} AND (${READS[read].map(sql).join(' OR ')}))`;
}

/** What opens single parts. Every other relation of `READS.ASSIGNMENT` opens the plan `p` as a whole. */
const TO_SINGLE_PARTS: readonly ReadRelation[] = [
  'LEAD_UNIT',
  'OWN_UNIT',
] as const satisfies readonly (typeof READS)['ASSIGNMENT'][number][];

const TO_WHOLE_PLANS = READS.ASSIGNMENT.filter((relation) => !TO_SINGLE_PARTS.includes(relation));

/** The condition under which all assignments of plan `p` are visible. */
export function visibleAsAWhole(): string {
  return `(${ALL_TYPED} AND (${TO_WHOLE_PLANS.map((relation) => RELATION_SQL[relation]).join(' OR ')}))`;
}

/** Whether any plan may be visible to the caller as a whole. Each relation that opens one is of the role of its name. */
export function mayOversee({ roles }: Caller): boolean {
  return roles.some((role) => TO_WHOLE_PLANS.some((relation) => relation === role));
}

export function mayActForUnit({ roles }: Caller): boolean {
  return UNIT_ROLES.some((role) => roles.includes(role));
}

/** The tasks that the caller's unit carries, each with whether all its parts are visible to him: `OWN_UNIT` and `LEAD_UNIT`. */
export const OWN_TASKS = `SELECT task_id, leads FROM assignment WHERE ${ACTS_FOR_UNIT} AND unit_id = $1`;
/** The parts `a` of a row `own` of `OWN_TASKS` that are visible. */
export const OWN_PARTS = '(own.leads OR a.unit_id = $1)';

/** `$1` to `$3` of every query that uses `visible`. */
export function visibilityParams({ unitId, roles }: Caller, now: Date): [string, readonly Role[], string] {
  return [unitId, roles, localDateOf(now)];
}
