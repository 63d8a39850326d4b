import type { AssignmentRole, DraftKind, Role } from '#contracts';

/** How a person can stand to a plan, a task or an assignment. All permissions speak of these and of nothing else. */
export const RELATIONS = {
  COORDINATOR: '协调员：负责该计划或草案的领导小组办公室人员',
  GROUP_LEADER: '领导：印发该计划的领导小组组长、副组长',
  GROUP_MEMBER: '成员：该领导小组成员单位中的领导小组成员',
  AUDITOR: '审计员',
  CARRIER: '承办单位人员：本单位承担该任务',
  LEAD_UNIT: '牵头单位人员：本单位牵头或代表各单位报告该任务',
  OWN_UNIT: '本单位人员：该承办事项由本单位承担，或实施方案由本单位提交',
  OWN_LIAISON: '本单位联络员：该承办事项由本单位承担，或实施方案由本单位提交',
  OWN_APPROVER: '本单位审签领导：该承办事项由本单位承担，或实施方案由本单位提交',
  REVIEWER: '审核人：不属本单位、其上级、下级或办公室所在部门',
  SYSTEM: '系统规则',
} as const satisfies Record<string, string>;

export type Relation = keyof typeof RELATIONS;

/** Of what follows by rule from what a person did: he need not be allowed to do it himself. */
export const BY_SYSTEM: ReadonlySet<Relation> = new Set<Relation>(['SYSTEM']);

/** Who may see what. A list is filtered by the same row in SQL (`persistence/visibility.ts`). */
export const READS = {
  DRAFT: ['COORDINATOR', 'AUDITOR', 'OWN_UNIT'],
  REVISION: ['COORDINATOR', 'GROUP_LEADER', 'GROUP_MEMBER', 'AUDITOR'],
  PLAN: ['COORDINATOR', 'GROUP_LEADER', 'GROUP_MEMBER', 'AUDITOR', 'CARRIER'],
  TASK: ['COORDINATOR', 'GROUP_LEADER', 'GROUP_MEMBER', 'AUDITOR', 'CARRIER'],
  ASSIGNMENT: ['COORDINATOR', 'GROUP_LEADER', 'GROUP_MEMBER', 'AUDITOR', 'LEAD_UNIT', 'OWN_UNIT'],
} as const satisfies Record<string, readonly Relation[]>;

/** The part of a signed-in person that relations are made of. */
export interface Actor {
  accountId: string;
  unitId: string;
  roles: readonly Role[];
}

export interface PlanParties {
  officeUnitId: string;
  issuerUnitId: string;
}

export interface Carriers {
  reporterUnitId: string | null;
  assignments: readonly { unitId: string; role: AssignmentRole }[];
}

/** A unit with those it must not be judged by, and must not judge: all its superiors, and the seat of an office. */
export interface UnitCircle {
  unitId: string;
  superiorIds: readonly string[];
  seatUnitId: string | null;
}

/** Roles that act for their unit; an administrator or auditor sitting in it does not. */
export const UNIT_ROLES = ['LIAISON_OFFICER', 'UNIT_APPROVER'] as const satisfies readonly Role[];

/** Relations to a plan. `isGroupMember`: the actor's unit belongs to the plan's member units today. */
export function relationsToPlan(actor: Actor, plan: PlanParties, isGroupMember: boolean): Set<Relation> {
  const relations = new Set<Relation>();
  if (actor.roles.includes('COORDINATOR') && actor.unitId === plan.officeUnitId) relations.add('COORDINATOR');
  if (actor.roles.includes('GROUP_LEADER') && actor.unitId === plan.issuerUnitId) relations.add('GROUP_LEADER');
  if (actor.roles.includes('GROUP_MEMBER') && isGroupMember) relations.add('GROUP_MEMBER');
  if (actor.roles.includes('AUDITOR')) relations.add('AUDITOR');
  return relations;
}

/** Relations to the draft of a paper, which is its office's alone until it is accepted; a unit's own plan is that unit's alone. */
export function relationsToDraft(
  actor: Actor,
  { kind, officeUnitId }: { kind: DraftKind; officeUnitId: string },
): Set<Relation> {
  if (kind === 'PLAN') return relationsToPlan(actor, { officeUnitId, issuerUnitId: '' }, false);
  return relationsToAssignment(actor, new Set(), officeUnitId, null);
}

/** Relations to a task: those to its plan, and what the actor's unit is in it. */
export function relationsToTask(actor: Actor, toPlan: ReadonlySet<Relation>, task: Carriers): Set<Relation> {
  const relations = new Set(toPlan);
  if (!actsForUnit(actor)) return relations;
  const own = task.assignments.find(({ unitId }) => unitId === actor.unitId);
  if (own) relations.add('CARRIER');
  if (own && (own.role === 'LEAD' || task.reporterUnitId === actor.unitId)) relations.add('LEAD_UNIT');
  return relations;
}

/** Relations to one assignment: those to its task, whether it is his unit's, and whether he may review it. */
export function relationsToAssignment(
  actor: Actor,
  toTask: ReadonlySet<Relation>,
  unitId: string,
  circles: ReviewCircles | null,
): Set<Relation> {
  const relations = new Set(toTask);
  if (actsForUnit(actor) && actor.unitId === unitId) relations.add('OWN_UNIT');
  if (actor.roles.includes('LIAISON_OFFICER') && actor.unitId === unitId) relations.add('OWN_LIAISON');
  if (actor.roles.includes('UNIT_APPROVER') && actor.unitId === unitId) relations.add('OWN_APPROVER');
  if (circles && mayReview(toTask, circles)) relations.add('REVIEWER');
  return relations;
}

/**
 * The circles a review is judged by: of the office that runs the plan, of the reviewer's unit, of the reviewed unit; null
 * where the register has not told all of it yet.
 */
export interface ReviewCircles {
  office: UnitCircle | null;
  reviewer: UnitCircle | null;
  reviewed: UnitCircle | null;
}

/** The office reviews; where it must step aside, a member of the leading group from a unit that need not does. */
function mayReview(relations: ReadonlySet<Relation>, { office, reviewer, reviewed }: ReviewCircles): boolean {
  if (!office || !reviewer || !reviewed) return false; // nobody can be shown to be impartial
  if (!mustStepAside(office, reviewed)) return relations.has('COORDINATOR');
  return relations.has('GROUP_MEMBER') && !mustStepAside(reviewer, reviewed);
}

/** Whether people of one unit may not judge the other: the same, above, below, or an office and the seat it sits in. */
export function mustStepAside(one: UnitCircle, other: UnitCircle): boolean {
  return isInCircle(one, other.unitId) || isInCircle(other, one.unitId);
}

function isInCircle(circle: UnitCircle, unitId: string): boolean {
  return circle.unitId === unitId || circle.seatUnitId === unitId || circle.superiorIds.includes(unitId);
}

function actsForUnit(actor: Actor): boolean {
  return UNIT_ROLES.some((role) => actor.roles.includes(role));
}
