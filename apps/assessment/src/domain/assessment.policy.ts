import type { Role } from '#contracts';
import { refuse } from './errors.js';

/**
 * What a caller can be to the work that is scored. A role says nothing by itself: a district has coordinators, assessors and
 * a leading group, too. It counts in the office that adopted the scheme, and in the leading groups whose plans it runs.
 */
export const RELATIONS = {
  ASSESSOR: 'an assessor of the office that adopted the scheme',
  COORDINATOR: 'a coordinator of the office that adopted the scheme',
  GROUP_LEADER: 'a leader of the leading group that issued the plans of this office',
  AUDITOR: 'an auditor',
  OWN_UNIT: 'a liaison officer or approver of the unit itself',
  INSIDER: 'anybody with a part in the work',
} as const satisfies Record<string, string>;
export type Relation = keyof typeof RELATIONS;

export const ASSESSMENT_ACTIONS = {
  ADOPT_SCHEME: 'Adopt a scheme or a new revision of it for the own office',
  READ_SCHEMES: 'Read schemes: whoever is measured knows the measure',
  DRAFT_SCORES: 'Draft the scores of a class',
  REQUEST_PUBLICATION: 'Ask the leading group to publish a draft',
  DECIDE_PUBLICATION: 'Approve or refuse the publication (never his own request, never his own unit)',
  READ_EVERYTHING: "Read every result of the office's work, its reasons and facts, before publication too",
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

/** Whose work is scored: the office that adopted the scheme, and the leading groups whose plans it runs. */
export interface Office {
  officeUnitId: string;
  groupUnitIds: readonly string[];
}

/** What a policy is asked about, where it is about an office or about one unit. */
export interface Subject {
  office?: Office | undefined;
  unitId?: string;
}

const UNIT_ROLES: readonly Role[] = ['LIAISON_OFFICER', 'UNIT_APPROVER'];
const OUTSIDE_THE_WORK: Role = 'ADMINISTRATOR';

/** The relations of `asker` to `subject`. */
export function relationsOf(asker: Asker, { office, unitId }: Subject = {}): Set<Relation> {
  const holds = (role: Role) => asker.roles.includes(role);
  const inOffice = office?.officeUnitId === asker.unitId;
  const inGroup = office?.groupUnitIds.includes(asker.unitId) === true;
  const relations = new Set<Relation>();
  if (inOffice && holds('ASSESSOR')) relations.add('ASSESSOR');
  if (inOffice && holds('COORDINATOR')) relations.add('COORDINATOR');
  if (inGroup && holds('GROUP_LEADER')) relations.add('GROUP_LEADER');
  if (holds('AUDITOR')) relations.add('AUDITOR');
  // An administrator keeps accounts and units; holding nothing but that role gives no business rights.
  if (asker.roles.some((role) => role !== OUTSIDE_THE_WORK)) relations.add('INSIDER');
  if (unitId === asker.unitId && asker.roles.some((role) => UNIT_ROLES.includes(role))) relations.add('OWN_UNIT');
  return relations;
}

/** Whether some relation of `asker` to `subject` has a row for `action`. */
export function may(asker: Asker, action: PolicyAction, subject?: Subject): boolean {
  const relations = relationsOf(asker, subject);
  return ASSESSMENT_POLICY.some((row) => row.action === action && relations.has(row.relation));
}

/** Whether `asker` may see what concerns `unitId` alone in the work of `office`: its draft, the reasons of its marks. */
export function seesUnit(asker: Asker, unitId: string, office: Office): boolean {
  return may(asker, 'READ_EVERYTHING', { office }) || may(asker, 'READ_OWN_UNIT', { unitId });
}

/** @throws DomainError `ASSESSMENT.FORBIDDEN` when no relation of `asker` to `subject` allows `action` */
export function requirePermission(asker: Asker, action: PolicyAction, subject?: Subject): void {
  if (may(asker, action, subject)) return;
  const holders = ASSESSMENT_POLICY.filter((row) => row.action === action).map(({ relation }) => RELATIONS[relation]);
  throw refuse(
    'ASSESSMENT.FORBIDDEN',
    `You are not allowed this: ${ASSESSMENT_ACTIONS[action]}. It takes ${holders.join(', or ')}.`,
  );
}
