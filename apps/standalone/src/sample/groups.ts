import { SAMPLE_UNITS } from './units.js';

/** A dated group of the sample; `members` are keys of units. */
export interface SampleGroup {
  key: string;
  name: string;
  aliases: readonly string[];
  origin: string;
  members: readonly string[];
}

/** First day of every membership of the sample. */
export const MEMBERS_SINCE = '2021-01-01';

const MEMBERS_ARE_SAMPLE = '示例：未见公开的成员名单，名单由示例的办公室确定';

/** Units that the paper names beside the member units, which is why they cannot be among them. */
const NAMED_BESIDE_MEMBERS: readonly string[] = ['drug-administration', 'local-finance'];

export const SAMPLE_GROUPS: readonly SampleGroup[] = [
  {
    key: 'district-governments',
    name: '各区政府',
    aliases: ['各区人民政府', '各区'],
    origin: '方案主送；十六区人民政府',
    members: SAMPLE_UNITS.filter(({ kind, name }) => kind === 'DISTRICT' && name.endsWith('人民政府')).map(
      ({ key }) => key,
    ),
  },
  {
    key: 'leading-group-members',
    name: '领导小组成员单位',
    aliases: ['北京市贯彻质量强国战略工作领导小组各成员单位', '各成员单位'],
    origin: MEMBERS_ARE_SAMPLE,
    members: SAMPLE_UNITS.filter(({ kind, key }) => kind === 'DEPARTMENT' && !NAMED_BESIDE_MEMBERS.includes(key)).map(
      ({ key }) => key,
    ),
  },
  {
    key: 'standardization-committee-members',
    name: '首都标准化委员会成员单位',
    aliases: ['首都标准化委员会各成员单位'],
    origin: MEMBERS_ARE_SAMPLE,
    members: [
      'market-regulation',
      'development-reform',
      'science-zhongguancun',
      'economy-informatization',
      'housing',
      'city-management',
    ],
  },
];
