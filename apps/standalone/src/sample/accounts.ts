import type { Role } from '#contracts';
import { SAMPLE_UNITS, type SampleUnit } from './units.js';

/** An account of the sample: a role in a unit, never a person's name or number. */
export interface SampleAccount {
  username: string;
  displayName: string;
  unit: string;
  roles: readonly Role[];
}

/** Those who run, approve and watch the work. */
const GROUP_AND_OFFICE: readonly SampleAccount[] = [
  { username: 'group.leader', displayName: '领导小组组长', unit: 'leading-group', roles: ['GROUP_LEADER'] },
  { username: 'group.deputy', displayName: '领导小组副组长', unit: 'leading-group', roles: ['GROUP_LEADER'] },
  { username: 'office.coordinator', displayName: '领导小组办公室统筹岗', unit: 'office', roles: ['COORDINATOR'] },
  { username: 'office.assessor', displayName: '考核工作组', unit: 'office', roles: ['ASSESSOR'] },
  { username: 'office.auditor', displayName: '审计员', unit: 'office', roles: ['AUDITOR'] },
  // The office steps aside where its own seat department asks for completion: a member from elsewhere reviews.
  {
    username: 'development-reform.member',
    displayName: '领导小组成员（市发展改革委）',
    unit: 'development-reform',
    roles: ['GROUP_MEMBER'],
  },
];

const CARRIES_TASKS: readonly SampleUnit['kind'][] = ['DEPARTMENT', 'DISTRICT', 'CENTRAL_UNIT'];

/** Departments in which, as in every district, someone answers for the unit; all others have a liaison officer alone. */
const DEPARTMENTS_WITH_APPROVER: readonly string[] = [
  'market-regulation',
  'development-reform',
  'science-zhongguancun',
  'economy-informatization',
  'housing',
  'city-management',
  'commerce',
];

function ofUnit({ key, kind, aliases }: SampleUnit): SampleAccount[] {
  const [shortName] = aliases;
  const liaison: SampleAccount = {
    username: `${key}.liaison`,
    displayName: `${shortName}联络员`,
    unit: key,
    roles: ['LIAISON_OFFICER'],
  };
  if (kind !== 'DISTRICT' && !DEPARTMENTS_WITH_APPROVER.includes(key)) return [liaison];
  const displayName = `${shortName}分管负责同志`;
  return [liaison, { username: `${key}.approver`, displayName, unit: key, roles: ['UNIT_APPROVER'] }];
}

export const SAMPLE_ACCOUNTS: readonly SampleAccount[] = [
  ...GROUP_AND_OFFICE,
  ...SAMPLE_UNITS.filter(({ kind }) => CARRIES_TASKS.includes(kind)).flatMap(ofUnit),
];
