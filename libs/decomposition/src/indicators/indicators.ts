import { sentenceEnds } from '../text/sentences.js';

export type Comparator = '≥' | '≤' | '=' | '≈' | '>' | '<';

/** A quantified target. */
export interface Indicator {
  /** What is counted, as the clause says it. */
  readonly name: string;
  readonly comparator: Comparator;
  /** In `unit`: 2.4亿人次 is 240000000 人次. Null where the target is no number (三大高地). */
  readonly value: number | null;
  readonly unit: string;
  /** The value aimed at beyond the one to be met: 确保……，力争……. */
  readonly stretchValue?: number;
  readonly per: 'year' | 'total';
  readonly raw: string;
}

const NUMBER = '(?<![\\dA-Za-z.])(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\. ?\\d+)?';
const SCALE = '(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)?';
const MEASURE =
  '(?:个百分点|个月|个?(?:工作日|自然日)|百分点|%|‰|元\\/[\\p{Script=Han}]{1,3}|平方公里|平方千米|平方米|立方米|标准立方米|公里|千米|海里|亩|公顷|万亩|吨标准煤|标准煤|吨|公斤|千克|千瓦时|度电|千瓦|兆瓦|吉瓦|万千瓦|元|美元|人次|家次|户次|件次|车次|点次|人天|人|名|位|户|家|个|项|件|台套|台|套|辆|艘|架|条|种|类|所|座|处|张|床|批次|批|场次|场|次|对|支|篇|部|册|本|首|届|期|片|块|栋|株|头|只|倍|分钟|小时|工作日|天|日|年|月|级|分|点|米|层|站|线|间|枚|颗|份|宗|单|起|例|门|轮|班|课时|Mbps|Gbps|PB|TB|GB|EFLOPS|PFLOPS|P|E)(?:\\([\\p{Script=Han}、/]{1,6}\\))?';

/** 「不超过」 holds 「超过」, and 「不得低于」 holds 「低于」. */
const BEFORE: readonly (readonly [RegExp, Comparator])[] = [
  [/(?:达到?)? ?[≥≧] ?$/, '≥'],
  [/[≤≦] ?$/, '≤'],
  [/> ?$/, '>'],
  [/< ?$/, '<'],
  [/≈ ?$/, '≈'],
  [
    /(?:不[得能应可]?(?:低于|少于|小于)|至少|达到或超过|达到|达|增至|增加到|提高到|提高至|提升到|提升至|稳定在|保持在|扩大到|增长到|上升到|突破到)(?:约)? ?$/,
    '≥',
  ],
  [/(?:至少|不少于|不低于)(?:要|应|须)?[\p{Script=Han}]{1,4} ?$/u, '≥'],
  [/(?:不低于|不少于|不小于)[^,;。\d]{1,12}的 ?$/, '≥'],
  [/(?:不超过|不高于|不多于)[^,;。\d]{1,12}的 ?$/, '≤'],
  [/(?<!不[得能应可]?)(?:超过|突破|高于|大于|多于|超) ?$/, '>'],
  [
    /(?:不[得能应可]?(?:超过|突破|高于|大于|多于|超)|控制在|压缩到|压缩至|压减至|压减到|降低到|降低至|降至|降到|减至|减少到|缩短至|缩短到|下降到|下降至|最高|最多) ?$/,
    '≤',
  ],
  [/(?:低于|小于|少于) ?$/, '<'],
  [/(?:(?<![签预节合制违])约|近|接近) ?$/, '≈'],
];
const AFTER: readonly (readonly [RegExp, Comparator])[] = [
  [/^ ?(?:\([^()]*\))?(?:及)?以上/, '≥'],
  [/^ ?(?:\([^()]*\))?(?:及)?(?:以下|以内|之内|内)/, '≤'],
  [/^ ?(?:左右|上下)/, '≈'],
];

/** 「8%—10%」, 「50至80家」, 「3万至5万人」, 「30家—40家」; behind 从 the first is where it stood before. */
const UPPER = `(?:(?<lowerScale>${SCALE}) ?(?:(?![年月日天])${MEASURE})? ?(?:-{1,2}|~|至|到) ?(?<upper>${NUMBER.replace('(?<![\\dA-Za-z.])', '')}) ?)?`;
const QUANTITY = new RegExp(
  `(?<value>${NUMBER}) ?${UPPER}(?<scale>${SCALE}) ?(?<more>余|多)?(?<unit>${MEASURE})`,
  'gu',
);
const SCALES: Readonly<Record<string, number>> = {
  百: 1e2,
  千: 1e3,
  万: 1e4,
  十万: 1e5,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  十亿: 1e9,
  百亿: 1e10,
  千亿: 1e11,
  万亿: 1e12,
};

/** Verbs of goals: a number behind one of them is a target even without a comparator. */
const GOAL =
  /(?:建成|建设|打造|培育|新增|新建|改造|完成|实现|引进|推出|形成|创建|发展|认定|组织|举办|开展|培训|覆盖|净增|增长|下降|降低|减少|压减|提高|提升|达|率|量|数|规模|布局|制定|制修订|发布|遴选|支持|争取|创成|建立|设立|开放|打通|治理|整治|拆除|抽检|抽查|惠及|选派|配备|配置|采购|购置|节约|节省|更新|更换|修订|撤并|撤销|合并|落实|新[开设招引评签植]|开设|监测|检测|检查|排查|巡查|督查|派驻|派出|选取|选聘|帮扶|扶持|储备|签约|签订|签署|安装|加装|铺设|种植|造林|修复|清理|清淤|查办|侦办|办理|受理|服务|接入|接待|纳入|评选|招聘|招募|招引|引育|安置|救助|发放|筹集|募集|安排|投入|投放|投产|开工|完工|竣工|推广|示范|征集|编制|编写|绘制|对接|走访|演练|带动|吸纳|落地|配送|出动|拍摄|开通|开行|打通|升级|关停|淘汰|取缔|外出|招商|组建|获批|下调|上调|召开|举行|其中|覆盖|利用外资|\d{4} ?年 ?$|(?:推动|帮助|引导|指导) ?$)/;
/**
 * What is counted stands before its number only where somebody sets how much of it is wanted: 「梳理图谱8张」, 「划分网格420个,」.
 * A number before its noun may describe as well (22家企业); money, ranks and lengths of time say so by a verb or a comparator.
 */
const COUNTED =
  /^(?:公里|平方公里|平方米|立方米|亩|公顷|吨|人次|家次|户次|件次|车次|点次|人|名|位|户|家|个|项|件|台套|台|套|辆|艘|架|条|种|所|座|处|张|床|批次|场次|场|支|篇|部|册|首|片|块|栋|株|对|间|枚|份|宗|例|门|课时)(?:\(.*\))?$/;
const CLOSES = /^ ?(?:以上)?(?:[,;。、]|$)/;
/** 「为5000户困难家庭实施改造」 */
const SERVED = /^ ?[为对] ?$/;
const IS_SERVED = /^[^,;。]{0,16}(?:实施|提供|开展|发放|办理|安装|落实)/;
/** 「对年用水量1万立方米以上的企业」 says whom the task is about. */
const DESCRIBES = /^ ?对(?!.*(?:达到|不低于|不少于))/;
const DESCRIBED = /^ ?(?:以上|以下|以内)的/;
/** What there is already is no target. */
const THERE_IS = /(?:(?<![国所具])有|已|涉及|包括|位于|剩余|尚|仅)[^,;。:]{0,12}$|[为是由从每占] ?$/;
/** 「启动甲、乙等6个」 */
const AMONG = /[\p{Script=Han}”)]等 ?$/u;

/** The nearest word before a quantity says whether it is to be met or to be aimed at. */
const STRETCH = /(?:力争|争取|奋斗目标|挑战目标)(?!.*(?:确保|保证))[^,;。]*$/;
const ENSURED = /(?:确保|保证)(?!.*(?:力争|争取))[^,;。]*$/;
/** Money that may be paid to somebody is a limit of the payment. */
const SUBSIDY = /(?:给予|补助|奖励|资助|补贴|奖补|支持)[^,;。]{0,10}$/;
/** Numbers that are no targets: time, money that may be paid, order. */
const NOT_A_TARGET = /(?:第|近|过去|每满|年满|满|不足|最高|最低|给予|补助|奖励|资助|罚款|按|占|年龄|距|注册资本) ?$/;
const YEARLY = /每年|年均|逐年|每个年度|年新增|年度新增/;

/** Words that say how much without a number. */
const WORDS: readonly { words: RegExp; comparator: Comparator; value: number; unit: string }[] = [
  { words: /翻一番/g, comparator: '=', value: 2, unit: '倍' },
  { words: /翻两番/g, comparator: '=', value: 4, unit: '倍' },
  {
    words:
      /(?:动态|全部|全面|基本|存量|限期)?清零(?!行动|攻坚|专项)|“?零新增”?|零增长|(?:确保|做到|实现)[^,;。]{0,12}(?:不新增|不增加)/g,
    comparator: '=',
    value: 0,
    unit: '',
  },
];

function inWords(sentence: string): Indicator[] {
  return WORDS.flatMap(({ words, ...target }) =>
    Array.from(sentence.matchAll(words), ({ index, 0: raw }): Indicator => {
      const clause = clauseBefore(sentence, index);
      return { name: nameOf(clause, ''), ...target, per: YEARLY.test(clause) ? 'year' : 'total', raw };
    }),
  );
}

/** Quantified targets of a folded text. */
export function indicatorsIn(text: string): Indicator[] {
  const found: Indicator[] = [];
  let from = 0;
  for (const end of sentenceEnds(text)) {
    found.push(...inSentence(text.slice(from, end)));
    from = end;
  }
  return found;
}

function inSentence(sentence: string): Indicator[] {
  const found: Indicator[] = [];
  let aimedAt = false; // whether the last one was 力争
  for (const match of sentence.matchAll(QUANTITY)) {
    const clause = clauseBefore(sentence, match.index);
    const indicator = indicatorOf(match, clause, sentence);
    if (!indicator) continue;
    const base = found.at(-1);
    const pair = base && !YEARLY.test(clause) ? twoLevels(base, aimedAt, indicator, clause) : undefined;
    if (pair) found[found.length - 1] = pair;
    else found.push(indicator);
    aimedAt = STRETCH.test(clause);
  }
  return [...found, ...inWords(sentence)];
}

/** 「确保10个，力争15个」 in either order: one target of two levels. */
function twoLevels(base: Indicator, aimedAt: boolean, next: Indicator, clause: string): Indicator | undefined {
  if (base.unit !== next.unit || base.value === null || next.value === null || !isOfSame(base, next)) return undefined;
  const raw = `${base.raw},${next.raw}`;
  if (!aimedAt && STRETCH.test(clause)) return { ...base, stretchValue: next.value, raw };
  return aimedAt && ENSURED.test(clause)
    ? { ...base, comparator: next.comparator, value: next.value, stretchValue: base.value, raw }
    : undefined;
}

/** The second level names nothing, or what the first one names: 「新增企业50家，力争认定园区20家」 are two targets. */
function isOfSame(base: Indicator, next: Indicator): boolean {
  const name = next.name.replace(/^.*(?:力争|争取|确保|保证)/, '');
  const pairs = Array.from({ length: Math.max(0, name.length - 1) }, (_, at) => name.slice(at, at + 2));
  return pairs.filter((pair) => base.name.includes(pair)).length * 2 >= pairs.length;
}

/** What stands before `at` in its clause; a clause that never ends, as in a torn file, is not read from its start. */
function clauseBefore(sentence: string, at: number): string {
  let from = at;
  while (from > 0 && at - from < 120 && !',;。:'.includes(sentence[from - 1] ?? ',')) from--;
  return sentence.slice(from, at);
}

/** The words around a quantity that compare it. */
interface Compared {
  readonly before: string;
  readonly behind: string;
  readonly comparator: Comparator | undefined;
}

function comparedBy(clause: string, after: string, more: boolean): Compared {
  const before = BEFORE.find(([words]) => words.test(clause));
  const behind = AFTER.find(([words]) => words.test(after));
  return {
    before: before?.[0].exec(clause)?.[0] ?? '',
    behind: behind?.[0].exec(after)?.[0] ?? '',
    comparator: behind?.[1] ?? before?.[1] ?? (more ? '>' : undefined),
  };
}

function indicatorOf(match: RegExpExecArray, clause: string, sentence: string): Indicator | undefined {
  const after = sentence.slice(match.index + match[0].length);
  if (DESCRIBES.test(clause) && DESCRIBED.test(after)) return undefined;
  const compared = comparedBy(clause, after, match.groups?.['more'] !== undefined);
  if (
    isPaid(match, clause) ||
    isPeriod(match, compared.before !== '') ||
    (compared.before === '' && NOT_A_TARGET.test(clause))
  )
    return undefined;
  if (!compared.comparator && !GOAL.test(clause) && !isWanted(match, clause, after)) return undefined;
  return {
    name: nameOf(clause.slice(0, clause.length - compared.before.length), after),
    ...boundOf(match, compared.comparator, clause),
    per: YEARLY.test(clause) || /^ *(?:每年|年均)/.test(sentence) ? 'year' : 'total',
    raw: (compared.before + match[0] + compared.behind).trim(),
  };
}

function isWanted({ groups }: RegExpExecArray, clause: string, after: string): boolean {
  if (!COUNTED.test(groups?.['unit'] ?? '')) return false;
  if (THERE_IS.test(clause)) return SERVED.test(clause) && IS_SERVED.test(after);
  return AMONG.test(clause) || (CLOSES.test(after) && /\p{Script=Han}{3}[”)]? ?$/u.test(clause));
}

const isPaid = (match: RegExpExecArray, clause: string): boolean =>
  (match.groups?.['unit'] ?? '').endsWith('元') && SUBSIDY.test(clause);

/** Years, days and months say when or how long, unless a comparator makes a limit of them (压缩至4个月). */
const isPeriod = (match: RegExpExecArray, compared: boolean): boolean =>
  /^(?:年|月|日)$/.test(match.groups?.['unit'] ?? '') ||
  (!compared && /^(?:个月|天|工作日|小时|分钟)$/.test(match.groups?.['unit'] ?? ''));

/** Of a range the end counts that must be reached; the other is aimed at. */
function boundOf(
  match: RegExpExecArray,
  comparator: Comparator | undefined,
  clause: string,
): Pick<Indicator, 'comparator' | 'value' | 'unit' | 'stretchValue'> {
  const { value, unit } = quantityOf(match);
  const upper = match.groups?.['upper'];
  if (upper === undefined) return { comparator: comparator ?? '=', value, unit };
  const top = scaled(upper, match);
  if (/[从由] ?$/.test(clause)) return { comparator: comparator ?? '=', value: top, unit };
  const bottom = match.groups?.['lowerScale'] ? scaled(match.groups['value'] ?? '', match, 'lowerScale') : value;
  return comparator === '≤' || comparator === '<'
    ? { comparator, value: top, unit, stretchValue: bottom }
    : { comparator: comparator ?? '≥', value: bottom, unit, stretchValue: top };
}

function scaled(number: string, { groups = {} }: RegExpExecArray, scale = 'scale'): number {
  const value = Number(number.replaceAll(/[ ,]/g, '')) * (SCALES[groups[scale] ?? ''] ?? 1);
  return Number(value.toPrecision(12));
}

function quantityOf(match: RegExpExecArray): { value: number; unit: string } {
  const { value = '', unit = '' } = match.groups ?? {};
  return { value: scaled(value, match), unit: unit.replace(/^个(?=.日|工作日)/, '') };
}

function nameOf(before: string, after: string): string {
  const behind = /^(?:以上|以下|以内|左右)?的?([\p{Script=Han}A-Za-z\d“”+()-]{0,20})/u.exec(after)?.[1] ?? '';
  return (
    before
      .replace(/^ *(?:[①-⑳]|\(?\d{1,2}\))/, '')
      .replace(/^ *(?:力争|确保|争取|到\d{4}年(?:底)?)/, '')
      .trim() + behind
  ).trim();
}

/** The target cell of a row: the comparator, number and unit are all that it holds. */
export function targetIndicator(name: string, cell: string, measure = ''): Indicator {
  const per = YEARLY.test(name) ? 'year' : 'total';
  const [match] = cell.matchAll(QUANTITY);
  if (!match) {
    const measured = measure === '' ? cell : cell.replace(BARE_NUMBER, `$&${measure}`);
    if (measured !== cell) return { ...targetIndicator(name, measured), raw: cell };
    return { name, comparator: boundIn(cell) ?? signOf(cell) ?? '=', ...plainNumber(cell), per, raw: cell };
  }
  const { comparator } = comparedBy(cell.slice(0, match.index), cell.slice(match.index + match[0].length), false);
  return { name, comparator: comparator ?? signOf(cell) ?? '=', ...quantityOf(match), per, raw: cell };
}

const BARE_NUMBER = new RegExp(NUMBER);

/** 「0.585以上」, where nothing is counted in anything. */
function boundIn(cell: string): Comparator | undefined {
  const number = BARE_NUMBER.exec(cell);
  if (!number) return undefined;
  return comparedBy(cell.slice(0, number.index), cell.slice(number.index + number[0].length), false).comparator;
}

const NAMED_MEASURE = new RegExp(`\\((${SCALE}${MEASURE})\\) ?$`, 'u');

/** What a name counts in: 「用水总量(亿立方米)」. */
export const measureOf = (name: string): string => NAMED_MEASURE.exec(name)?.[1] ?? '';

const signOf = (cell: string): Comparator | undefined =>
  (/[≥≤<>≈]/.exec(cell)?.[0] as Comparator | undefined) ?? undefined;

function plainNumber(cell: string): { value: number | null; unit: string } {
  const number = new RegExp(`^[^\\d]{0,6}(${NUMBER}) ?(${SCALE})(?:以上|以下|以内|左右)?$`).exec(cell.trim());
  if (!number) return { value: null, unit: '' };
  return { value: Number((number[1] ?? '').replaceAll(/[ ,]/g, '')) * (SCALES[number[2] ?? ''] ?? 1), unit: '' };
}
