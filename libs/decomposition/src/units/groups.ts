/** Names that hold separators: 各市、县（市、区）政府 is one name, 各级党委、政府 as well. */

const LEVEL =
  '(?:自治区|直辖市|自治州|自治县|自治旗|设区的?市|县级市|地级市|计划单列市|省会城市|副省级城市|开发区|功能区|高新区|新区|乡镇|街道|镇|乡|省|市|州|盟|县|区|旗|地|师)';
const BRACKET = '(?: ?\\([^()]*\\))?';
const ENDING = '(?:党委|委|人民政府|政府|管委会|党工委|行署)';

/** A quantifier, then bare levels joined by separators; a second named place ends the name. */
const LEVELS = new RegExp(
  `(?:各有关|各相关|全省各|全市各|沿海各|沿线各|有关|相关|各) ?${LEVEL}${BRACKET}(?: ?[、,/和及与] ?${LEVEL}${BRACKET}(?=[、,/和及与() ]|${LEVEL}|${ENDING}|$))*(?:(?:党委|委)?[、和及]?${ENDING})?`,
  'g',
);
const COMMITTEE_AND_GOVERNMENT = /党委[、和及与](?:人民)?政府/g;
/** 市政府各委、办、局 */
const KINDS_OF_OFFICES = /各(?:部|委|办|局|署|厅|院)(?:[、和](?:委|办|局|署|厅|部|院)(?=[、和,;:)]|$))+/g;
/** 有关部门和单位, 相关企业及机构: the second word is nothing without the first. */
const BARE_PAIR =
  /(?:部门|单位|地区|地方|机构|企业|高校|院校)[、和及与](?:部门|单位|地方|机构|企业|院校|科研院所|团体)(?=[,、;。)和及与]|$|牵头|负责|按|分工|配合)/g;

/** `needs` is what no name of the row can do without: most lists hold none of it. */
const NAMES: readonly { needs: RegExp; pattern: RegExp }[] = [
  { needs: /各|有关|相关/, pattern: LEVELS },
  { needs: /党委/, pattern: COMMITTEE_AND_GOVERNMENT },
  { needs: /各/, pattern: KINDS_OF_OFFICES },
  { needs: /[门位区方构业校][、和及与]/, pattern: BARE_PAIR },
];

/** Which signs of a folded list belong to a name and do not separate names. */
export function protectedSigns(text: string): ReadonlySet<number> {
  const kept = new Set<number>();
  for (const { needs, pattern } of NAMES) {
    if (!needs.test(text)) continue;
    for (const { index, 0: found } of text.matchAll(pattern)) {
      for (let at = index; at < index + found.length; at++) kept.add(at);
    }
  }
  return kept;
}
