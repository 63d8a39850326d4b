/** How papers write points in time; every fragment takes the stray spaces of text layers. */

const YEAR = '(?:(?<!\\d)\\d{4} ?年度?|[〇零一二三四五六七八九]{4}年|今年|本年度?|明年|当年|次年)';
const MONTH = '(?<!\\d)\\d{1,2} ?月份?';
const DAY = '\\d{1,2} ?[日号]';
const PART_OF_MONTH = `(?: ?(?:[上中下]旬|${DAY}|底|末|初|中|内))?`;
const QUARTER = '(?:第?[一二三四1-4] ?季度(?:底|末|内)?|[上下]半年(?:底|末|内)?)';
const FIVE_YEARS = '“?十[三四五六七]五”?(?:规划)?(?:期?末|期间|时期)';
/** Parts of a year that no calendar fixes: 秋季学期, 主汛期, 春节. */
export const SEASON =
  '(?:(?:[春夏秋冬]季)?(?:新)?学期(?:开学)?|[春夏秋冬]季开学|[春秋]季|主?汛期|(?:冬季)?(?:供暖|供热|采暖)[季期]|暑假|寒假|暑期|春节|清明节?|中秋节?|春耕|三夏|秋收|入冬|入汛)';
const NUMERIC = '(?<![\\d.])20\\d{2}[-./]\\d{1,2}(?:[-./]\\d{1,2})?(?![\\d.])';

const POINT = [
  `${YEAR} ?${SEASON}(?= ?(?:前|之前|以前|结束|开始))`,
  `${YEAR} ?(?:${QUARTER}|${MONTH}${PART_OF_MONTH}|底|末|初|中|内|年底|年末)?`,
  `${MONTH} ?(?:[上中下]旬|${DAY}|底|末|初|内)`,
  `${MONTH}(?= ?(?:前|之前|以前))`,
  QUARTER,
  '年(?:底|末|内|中)',
  '全年(?! ?(?:持续|坚持|推进|实施|开展)*(?:[,;。)]|$))',
  FIVE_YEARS,
  NUMERIC,
].join('|');

const PERIOD =
  '(?:每(?:个|一)?(?:(?:两|双|2) ?个?(?:年|月|周|星期)|半年|年度?|季度?|半个?月|月度?|周|星期|旬|工作日|日|天)|[按逐](?:半年|年|季度?|月|周|旬|日)(?:度)?(?=报|上报|通报|调度|汇总|反馈|总结|分析|更新|公布|公示|开展|梳理|研究|提交|填报|推进))';
const EVERY = `${PERIOD}(?:(?:的)?(?:首月|次月|中月|末月|第[一二三]个月)|[一二三四五六日天](?![次个期篇]))? ?(?:(?:的)? ?${MONTH}${PART_OF_MONTH}|${QUARTER}|(?:的)? ?${DAY}|[上中下]旬|底|末|初)?`;
const NUMBER = '(?:\\d{1,4}|[一二两三四五六七八九十半]{1,3})';
const WITHIN = `${NUMBER} ?(?:个)?(?:工作日|自然日|日|天|周|月|季度|年)(?:以内|之内|内)`;

/**
 * An expression of time in folded text. Groups: `every`, `within`, `years` (2024—2025年), or a point `a`, perhaps to a point `b`.
 */
export const EXPRESSION = new RegExp(
  [
    `(?<every>${EVERY})(?<everyBefore>前|之前|以前)?`,
    `(?<within>${WITHIN})`,
    '(?<![\\d.])(?<years>20\\d{2} ?年? ?(?:-|~|至|到) ?20\\d{2} ?年)(?!\\d)(?<yearsSuffix>底前|底|末|前|期间)?',
    `(?<prefix>截至|截止到?|到|至|自|从|于|在)? ?(?<a>${POINT})(?<from>起)?(?: ?(?:至|到|-|~) ?(?<b>${POINT}))? ?(?<suffix>底?之?前|以前|起|开始|以来|以后|之后|后)?`,
  ].join('|'),
  'g',
);

/** Without one of these no expression of time is possible; most names in a note have none. */
export const MAY_SPEAK_OF_TIME = /[\d年月季周旬日天]|星期|十[三四五六七]五/;
