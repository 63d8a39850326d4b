import type { TaskOrigin } from '#contracts';

/** A card of the sample's plan. Units and deadlines of interpretation cards are left to the office: no source gives them. */
export interface SampleTask {
  no: string;
  aspectNo: number;
  title: string;
  text: string;
  sourceSentence: string;
  origin: TaskOrigin;
  /** Key of the group that the paper itself names as 责任单位; absent where the paper names nobody. */
  responsibleGroup?: string;
}

/**
 * 京质强组发〔2021〕3号, as far as its text could be read: the frame, the first aspect's heading and task 1.
 * 【方案】 marks what was read in a copy of the paper, 【解读】 what the official interpretation says of it.
 * Sources are listed in docs/domain-sources.md.
 */
export const SAMPLE_PLAN = {
  title: '北京市深入开展质量提升行动方案（2021—2023年）',
  documentNumber: '京质强组发〔2021〕3号',
  issuer: 'leading-group',
  memberGroup: 'leading-group-members',
  adoptedOn: '2021-11-20',
  publishedOn: '2021-11-23',
  recipients: [
    '北京市贯彻质量强国战略工作领导小组各成员单位',
    '各区人民政府',
    '市金融监管局、北京经济技术开发区、市药监局',
    '北京海关',
  ],
  notice: '经市政府同意，现将《北京市深入开展质量提升行动方案(2021-2023年)》印发给你们，请结合实际认真贯彻落实。',
} as const;

const IN_PAPER = '方案原文';
const IN_INTERPRETATION = '政策解读（2021-11-30）：五个方面，部署17项具体任务';
/** 〔…〕 marks what could not be read. */
const IN_PAPER_WITH_GAP = '方案原文，〔…〕处未能读到';

/** What the paper says outside its tasks. The third part could be read in the interpretation only. */
export const SAMPLE_SECTIONS = [
  {
    heading: '引言',
    text:
      '为贯彻落实中央关于推动高质量发展、建设质量强国的决策部署，明确近三年质量提升工作主要任务，深入开展质量提升行动，' +
      '推进质量强国首善之区建设，制定本方案。',
    origin: IN_PAPER,
  },
  {
    heading: '一、总体要求',
    text:
      '坚持以习近平新时代中国特色社会主义思想为指导，〔…〕以推动高质量发展为主题，深入开展质量提升行动，优化质量发展生态，' +
      '提升质量治理能力，夯实质量发展基础，全面优化首都质量供给体系，提高首都质量发展水平，有力支撑国际科技创新中心建设、' +
      '“两区”建设、全球数字经济标杆城市建设、国际消费中心城市建设和京津冀协同发展，助推首都高质量发展。',
    origin: IN_PAPER_WITH_GAP,
  },
  {
    heading: '三、保障措施',
    text: '完善政策和组织保障、找准行动抓手、营造良好氛围。',
    origin: '政策解读（2021-11-30）：三项要求',
  },
] as const;

/** 二、主要任务: five aspects, in the order of the interpretation. */
export const SAMPLE_ASPECTS = [
  { no: 1, title: '高标准引领提升行动', origin: IN_PAPER },
  { no: 2, title: '体系化推进质量基础建设', origin: IN_INTERPRETATION },
  { no: 3, title: '促进全面质量管理升级', origin: IN_INTERPRETATION },
  { no: 4, title: '升级服务供给品质', origin: IN_INTERPRETATION },
  { no: 5, title: '优化质量发展生态', origin: IN_INTERPRETATION },
] as const;

const TASK_ONE: SampleTask = {
  no: '1',
  aspectNo: 1,
  title: '建设高质量发展标准体系',
  text:
    '深入贯彻《国家标准化发展纲要》，制定出台面向2035年的首都标准化战略。推动各行业领域加快完善与高质量发展要求相适应的标准体系，' +
    '构筑标准化建设的“四梁八柱”。立足城市规划建设、基础运行保障、服务品质升级等重要领域，发挥政府在公益类标准制定上的主导作用，' +
    '提升“北京标准”影响力。',
  sourceSentence: '(责任单位：首都标准化委员会成员单位)',
  origin: 'PLAN_TEXT',
  responsibleGroup: 'standardization-committee-members',
};

/** Said in the data of every talking point: no source places it, so its aspect is the sample's own decision. */
const PLACED_BY_SAMPLE = '归类：办公室（示例）';

/** A talking point of the interpretation: its place under an aspect is the office's choice, its words are the source's. */
function talkingPoint(number: number, aspectNo: number, sentence: string): SampleTask {
  return {
    no: `解读-${number}`,
    aspectNo,
    title: leadingWords(sentence),
    text: sentence,
    sourceSentence: `${sentence}（${PLACED_BY_SAMPLE}）`,
    origin: 'INTERPRETATION',
  };
}

/** The source gives its sentences no titles; a title of our own would be taken for the paper's. */
function leadingWords(sentence: string): string {
  return sentence.split('，', 1)[0] ?? sentence;
}

export const SAMPLE_TASKS: readonly SampleTask[] = [
  TASK_ONE,
  talkingPoint(1, 1, '扩大市场标准的有效供给，鼓励社会团体积极参与标准化活动'),
  talkingPoint(2, 1, '提升“北京标准”国际化水平，推动优势产业领域标准在海外示范应用，打造“中关村标准”国际化品牌'),
  talkingPoint(3, 1, '引导企业走技术专利化、专利标准化、标准高端化的创新路线，促进科技成果转化应用'),
  talkingPoint(
    4,
    2,
    '发挥计量支撑作用，面向战略性新兴产业、高技术产业、现代服务业，积极创建国家级、市级产业计量测试中心',
  ),
  talkingPoint(
    5,
    2,
    '大力推行高端品质认证，开展绿色有机、机器人、物联网、城市轨道交通装备等高端产品和健康、体育、金融、电商等领域服务认证',
  ),
  talkingPoint(6, 2, '加强主要贸易国市场准入要求、标准、合格评定规则等的信息服务，对出口型企业实施针对性技术帮扶'),
  talkingPoint(7, 2, '围绕新一代信息技术、高端装备制造、医药健康、新材料等产业，构建知识产权协同保护机制'),
  talkingPoint(8, 3, '发挥政府质量奖获奖企业、行业龙头企业示范引领作用，加强对产业链供应链上下游企业的质量技术帮扶'),
  talkingPoint(9, 4, '实施商业服务质量提升工程和智能市场发展示范工程，培育建设高标准高品质消费示范区和智能消费街区'),
  talkingPoint(10, 5, '推动行业诚信建设，引导大众传播媒介做好质量宣传，以接诉即办为重要抓手，畅通投诉举报渠道'),
  talkingPoint(11, 5, '各区、各有关部门将按照《行动方案》的部署，结合实际研究制定具体政策措施'),
  talkingPoint(
    12,
    5,
    '聚焦质量问题突出的产品和服务，特别是消费者投诉量高、监督抽查不合格率较高、假冒伪劣问题多发的产品和服务，' +
      '坚持一个个行业、一类类产品、一项项服务抓质量提升',
  ),
  talkingPoint(
    13,
    5,
    '发挥考核指挥棒作用，将进一步开展质量提升行动情况纳入对各区政府质量工作考核内容，推动地方落实工作',
  ),
];
