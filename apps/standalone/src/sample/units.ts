import type { UnitState } from '#contracts';

/** A unit of the sample; `key` names it inside the sample, `superior` and `seat` are keys of units above it in the table. */
export interface SampleUnit extends Pick<UnitState, 'name' | 'kind' | 'scorable' | 'origin'> {
  key: string;
  /** 规范简称 and other short forms that papers use. */
  aliases: readonly string[];
  superior?: string;
  seat?: string;
}

const RECIPIENT = '方案主送';
const SAMPLE = '示例';

function department(key: string, name: string, aliases: readonly string[], rest: Partial<SampleUnit> = {}): SampleUnit {
  return { key, name, kind: 'DEPARTMENT', scorable: true, origin: SAMPLE, aliases, ...rest };
}

/** 中央在京单位: it carries tasks, but the city has no right to score it. */
function centralUnit(key: string, name: string, aliases: readonly string[], origin: string): SampleUnit {
  return { key, name, kind: 'CENTRAL_UNIT', scorable: false, origin, aliases };
}

function district(key: string, shortName: string): SampleUnit {
  const aliases = [shortName, `${shortName}政府`];
  return { key, name: `北京市${shortName}人民政府`, kind: 'DISTRICT', scorable: true, origin: RECIPIENT, aliases };
}

/** The units that the plan of 2021 concerns; a unit comes after the superior or seat that it names. */
export const SAMPLE_UNITS: readonly SampleUnit[] = [
  {
    key: 'leading-group',
    name: '北京市贯彻质量强国战略工作领导小组',
    kind: 'LEADING_GROUP',
    scorable: false,
    origin: '方案发文机构',
    aliases: ['市质量强国领导小组'],
  },
  department('market-regulation', '北京市市场监督管理局', ['市市场监管局'], { origin: '政策解读发布机构' }),
  {
    key: 'office',
    name: '北京市贯彻质量强国战略工作领导小组办公室',
    kind: 'COORDINATION_OFFICE',
    scorable: false,
    superior: 'leading-group',
    seat: 'market-regulation',
    origin: SAMPLE,
    aliases: ['市质量强国办'],
  },
  department('development-reform', '北京市发展和改革委员会', ['市发展改革委']),
  department('education', '北京市教育委员会', ['市教委']),
  department('science-zhongguancun', '北京市科学技术委员会、中关村科技园区管理委员会', ['市科委、中关村管委会']),
  department('economy-informatization', '北京市经济和信息化局', ['市经济和信息化局', '市经信局']),
  department('public-security', '北京市公安局', ['市公安局']),
  department('finance', '北京市财政局', ['市财政局']),
  department('human-resources', '北京市人力资源和社会保障局', ['市人力资源社会保障局', '市人力社保局']),
  department('planning', '北京市规划和自然资源委员会', ['市规划自然资源委']),
  department('ecology', '北京市生态环境局', ['市生态环境局']),
  department('housing', '北京市住房和城乡建设委员会', ['市住房城乡建设委', '市住建委']),
  department('city-management', '北京市城市管理委员会', ['市城市管理委']),
  department('transport', '北京市交通委员会', ['市交通委']),
  department('water', '北京市水务局', ['市水务局']),
  department('agriculture', '北京市农业农村局', ['市农业农村局']),
  department('commerce', '北京市商务局', ['市商务局']),
  department('culture-tourism', '北京市文化和旅游局', ['市文化和旅游局', '市文旅局']),
  department('health', '北京市卫生健康委员会', ['市卫生健康委']),
  department('state-assets', '北京市人民政府国有资产监督管理委员会', ['市国资委']),
  department('sports', '北京市体育局', ['市体育局']),
  department('statistics', '北京市统计局', ['市统计局']),
  department('government-services', '北京市政务服务管理局', ['市政务服务局']),
  department('intellectual-property', '北京市知识产权局', ['市知识产权局'], { superior: 'market-regulation' }),
  department('drug-administration', '北京市药品监督管理局', ['市药监局'], {
    superior: 'market-regulation',
    origin: RECIPIENT,
  }),
  department('local-finance', '北京市地方金融监督管理局', ['市金融监管局'], { origin: RECIPIENT }),
  centralUnit('customs', '中华人民共和国北京海关', ['北京海关'], RECIPIENT),
  centralUnit('taxation', '国家税务总局北京市税务局', ['北京市税务局'], SAMPLE),
  centralUnit('communications', '北京市通信管理局', ['市通信管理局'], SAMPLE),
  district('dongcheng', '东城区'),
  district('xicheng', '西城区'),
  district('chaoyang', '朝阳区'),
  district('haidian', '海淀区'),
  district('fengtai', '丰台区'),
  district('shijingshan', '石景山区'),
  district('mentougou', '门头沟区'),
  district('fangshan', '房山区'),
  district('tongzhou', '通州区'),
  district('shunyi', '顺义区'),
  district('daxing', '大兴区'),
  district('changping', '昌平区'),
  district('pinggu', '平谷区'),
  district('huairou', '怀柔区'),
  district('miyun', '密云区'),
  district('yanqing', '延庆区'),
  {
    key: 'economic-development-area',
    name: '北京经济技术开发区管理委员会',
    kind: 'DISTRICT',
    scorable: true,
    origin: '方案主送；随各区一并考核为示例',
    aliases: ['北京经济技术开发区', '经开区'],
  },
];
