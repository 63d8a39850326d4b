import type { Role } from '#contracts';
import { refuse } from './errors.js';

/** What a caller is to the thing he asks for. All but the last two are roles of his account. */
export type Relation = Extract<Role, 'ASSESSOR' | 'COORDINATOR' | 'GROUP_LEADER' | 'AUDITOR'> | 'OWN_UNIT' | 'INSIDER';

export const ASSESSMENT_ACTIONS = {
  ADOPT_SCHEME: 'Adopt a scheme or a new revision of it',
  READ_SCHEMES: 'Read schemes: whoever is measured knows the measure',
  DRAFT_SCORES: 'Draft the scores of a class',
  REQUEST_PUBLICATION: 'Ask the leading group to publish a draft',
  DECIDE_PUBLICATION: 'Approve or refuse the publication (never his own request, never his own unit)',
  READ_EVERYTHING: 'Read every result, its reasons and facts, before publication too',
  READ_PUBLISHED: 'Read marks and ranking of all units after publication',
  READ_OWN_UNIT: "Read the own unit's result, its reasons and facts, before publication too",
} as const;
export type PolicyAction = keyof typeof ASSESSMENT_ACTIONS;

export interface PolicyRow {
  action: PolicyAction;
  relation: Relation;
}

/** Who may do what; whatever has no row here is refused. */
export const ASSESSMENT_POLICY = [
  { action: 'ADOPT_SCHEME', relation: 'ASSESSOR' },
  { action: 'ADOPT_SCHEME', relation: 'COORDINATOR' },
  { action: 'READ_SCHEMES', relation: 'INSIDER' },
  { action: 'DRAFT_SCORES', relation: 'ASSESSOR' },
  { action: 'REQUEST_PUBLICATION', relation: 'ASSESSOR' },
  { action: 'DECIDE_PUBLICATION', relation: 'GROUP_LEADER' },
  { action: 'READ_EVERYTHING', relation: 'ASSESSOR' },
  { action: 'READ_EVERYTHING', relation: 'COORDINATOR' },
  { action: 'READ_EVERYTHING', relation: 'GROUP_LEADER' },
  { action: 'READ_EVERYTHING', relation: 'AUDITOR' },
  { action: 'READ_PUBLISHED', relation: 'INSIDER' },
  { action: 'READ_OWN_UNIT', relation: 'OWN_UNIT' },
] as const satisfies readonly PolicyRow[];

/** Whom a policy is asked about. */
export interface Asker {
  unitId: string;
  roles: readonly Role[];
}

const UNIT_ROLES: readonly Role[] = ['LIAISON_OFFICER', 'UNIT_APPROVER'];
const OUTSIDE_THE_WORK: Role = 'ADMINISTRATOR';

/** The relations of `asker`, to `unitId` where one unit is meant. */
export function relationsOf(asker: Asker, unitId?: string): Set<Relation> {
  const relations = new Set<Relation>(asker.roles.filter((role) => ROLE_RELATIONS.has(role as Relation)) as Relation[]);
  // An administrator keeps accounts and units; holding nothing but that role gives no business rights.
  if (asker.roles.some((role) => role !== OUTSIDE_THE_WORK)) relations.add('INSIDER');
  if (unitId === asker.unitId && asker.roles.some((role) => UNIT_ROLES.includes(role))) relations.add('OWN_UNIT');
  return relations;
}

const ROLE_RELATIONS: ReadonlySet<Relation> = new Set(['ASSESSOR', 'COORDINATOR', 'GROUP_LEADER', 'AUDITOR']);

/** Whether some relation of `asker`, to `unitId` where one unit is meant, has a row for `action`. */
export function may(asker: Asker, action: PolicyAction, unitId?: string): boolean {
  const relations = relationsOf(asker, unitId);
  return ASSESSMENT_POLICY.some((row) => row.action === action && relations.has(row.relation));
}

/** Whether `asker` may see what concerns `unitId` alone: its draft, the reasons of its marks, its facts. */
export function seesUnit(asker: Asker, unitId: string): boolean {
  return may(asker, 'READ_EVERYTHING') || may(asker, 'READ_OWN_UNIT', unitId);
}

/** @throws DomainError `ASSESSMENT.FORBIDDEN` when no relation of `asker` allows `action`, on `unitId` where one is meant. */
export function requirePermission(asker: Asker, action: PolicyAction, unitId?: string): void {
  if (may(asker, action, unitId)) return;
  const holders = ASSESSMENT_POLICY.filter((row) => row.action === action).map((row) => row.relation);
  throw refuse(
    'ASSESSMENT.FORBIDDEN',
    `Your roles do not allow this: ${ASSESSMENT_ACTIONS[action]}. It takes one of: ${holders.join(', ')}.`,
  );
}
