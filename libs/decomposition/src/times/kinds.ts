/** What an expression of time means for a task. */
export type TimeKind =
  | 'deadline' // 2021年6月底前、到2025年
  | 'window' // 2019年1月1日至12月31日
  | 'start' // 自2022年1月1日起
  | 'recurring' // 每月25日前
  | 'within' // 印发之日起30日内
  | 'validity' // 有效期至…
  | 'cited' // 《……（2021—2023年）》
  | 'attribute' // 2000年前建成的老旧小区
  | 'base' // 较2020年
  | 'past' // a status: 2019年底，全省已有…
  | 'mention'; // none of these

/** An expression in its sentence. */
export interface InContext {
  /** Folded text up to the expression and from its end. */
  readonly before: string;
  readonly after: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly expression: string;
  readonly shape: 'every' | 'within' | 'span' | 'point';
  readonly inTitleMarks: boolean;
  /** Whether its last day lies before the date of the paper; false when either is unknown. */
  readonly beforeIssue: boolean;
  /** Whether its last day is known. */
  readonly dated: boolean;
}

export interface TimeRule {
  readonly kind: TimeKind;
  /** Named in the reasons of a proposal. */
  readonly name: string;
  readonly when: (time: InContext) => boolean;
}

const BUILT =
  /^(?:已经?完成[^,。;]{0,16}?的|(?:已|已经|所|全部|新|未)?(?:建成|建设|建造|安装|核发|开工|投产|投用|投运|出厂|注册|登记|取得|签订|设立|成立|发布|印发|颁布|出台|竣工|交付|购置|购买|参加工作|出生|入学|毕业|认定|备案|批准|形成|存在|生产|入库|上市|缴纳|参保|达到退休|退休)[^,。;]{0,16}?的)/;
const GOAL =
  /^ ?,?(?:要|应|力争|争取|确保|基本|全面|全部|率先|初步|累计|总体|全市|全省|全区|全县|再|新增?|完成|实现|建成|达到|形成|建立|推出|出台|制定|启动|开展|培育|打造|建设|编制|印发|组织|实施|取得|投入|投用|发布|上线|开工|竣工|覆盖|消除|退出|淘汰|改造|新建|推进|提高|提升|降低|压缩|完善|引进|举办|创建|整治|整改|验收|报送|上报|提交|办[好理成]|召开|举行|开放|开通|发放|签[订署]|公布|完工|交付|投产|运营|销号|达标|收官|基本)/;
/** 「其中2025年15处、2026年20处」 */
const SHARE =
  /^ ?(?:计划|完成|力争|新增|安排)?[^,。;、]{0,8}?\d[\d.]* ?(?:万|亿|千)?[\p{Script=Han}%]{1,2}(?:[,。;、.]|以上|$)/u;
/** 「全年开放不少于330天」 says how much of every year, not until when. */
const OF_TIME = /^[^,;。]*\d ?(?:天|日|小时)/;
const COMPARED = /(?:较|比|与|同|相比|对比|对照|按照?|以|截至|截止|执行|参照|超过|高于|低于|优于)$/;
const BASE_AFTER = /^(?:相比|水平|同期|的水平|基数|为基|增长|版|级|届|以来|当年|标准|平均)/;
const ISSUED_AFTER = /^(?:印发|发布|出台|公布|修订|颁布|通过|制定)的/;

/** Tried in this order; the last row takes whatever is left. */
export const TIME_RULES: readonly TimeRule[] = [
  { kind: 'cited', name: 'in-title-of-paper', when: ({ inTitleMarks }) => inTitleMarks },
  { kind: 'cited', name: 'date-of-cited-paper', when: ({ after }) => ISSUED_AFTER.test(after) },
  {
    kind: 'validity',
    name: 'period-of-validity',
    when: ({ before, after }) =>
      /有效期限?(?:为|至|到|自|截至|从)?[^,。;]{0,12}$/.test(before) || /^(?:止|有效|失效|废止)/.test(after),
  },
  { kind: 'recurring', name: 'every-period', when: ({ shape }) => shape === 'every' },
  { kind: 'within', name: 'within-a-period', when: ({ shape }) => shape === 'within' },
  {
    kind: 'start',
    name: 'takes-effect',
    when: ({ after }) => /^(?:施行|生效|实施|执行|实行)/.test(after) && !/^(?:实施|执行|实行)[^。]/.test(after),
  },
  { kind: 'window', name: 'from-to', when: ({ shape }) => shape === 'span' },
  {
    kind: 'start',
    name: 'begins-on',
    when: ({ suffix, prefix }) => /^(?:起|开始|以来|以后|之后|后)$/.test(suffix) || prefix === '自' || prefix === '从',
  },
  {
    kind: 'attribute',
    name: 'says-which-things',
    when: ({ suffix, after }) => suffix.endsWith('前') && BUILT.test(after),
  },
  {
    kind: 'base',
    name: 'compared-with',
    when: ({ before, after, prefix, suffix, beforeIssue }) =>
      suffix === '' && (COMPARED.test(before) || BASE_AFTER.test(after) || (prefix.startsWith('截') && beforeIssue)),
  },
  { kind: 'mention', name: 'five-years-or-season', when: ({ expression }) => /期间|时期|初$|年度$/.test(expression) },
  { kind: 'deadline', name: 'before-a-date', when: ({ suffix }) => suffix.endsWith('前') },
  {
    kind: 'deadline',
    name: 'whole-year-of-paper',
    when: ({ expression, after, before, dated }) =>
      expression === '全年' && dated && /(?:^|[,。;:]) ?$/.test(before) && GOAL.test(after) && !OF_TIME.test(after),
  },
  { kind: 'mention', name: 'whole-year', when: ({ expression }) => expression === '全年' },
  { kind: 'past', name: 'before-the-paper', when: ({ beforeIssue }) => beforeIssue },
  {
    kind: 'deadline',
    name: 'by-a-date',
    when: ({ prefix, expression }) => /^(?:到|至|截)/.test(prefix) || /(?:底|末|内)$/.test(expression),
  },
  {
    kind: 'deadline',
    name: 'goal-in-a-period',
    when: ({ after, before }) =>
      GOAL.test(after) && /(?:^|[,。;:、)”]|力争|争取|确保|计划|拟|将|在|于) ?$/.test(before),
  },
  {
    kind: 'deadline',
    name: 'share-of-a-year',
    when: ({ before, after, expression }) =>
      expression.endsWith('年') && SHARE.test(after) && /(?:^|[,、;:。]|其中) ?$/.test(before),
  },
  { kind: 'mention', name: 'no-limit', when: () => true },
];
