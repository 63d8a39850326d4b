/** Clauses that say a rule instead of naming who does the task. */
export type Statement =
  | { readonly kind: 'first-is-lead' }
  /** Adds the units of `names` (an extent of the clause) to every task. */
  | { readonly kind: 'adds-units'; readonly from: number; readonly to: number }
  /** 下同, 不再列出: says how far something holds and names nobody. */
  | { readonly kind: 'remark' };

const FIRST = /(?:第一|首位|首个|第1|排首|列首|居首|最前)/;
const LEADS =
  /(?:为|是|即|作为|系|者|由).{0,6}(?:牵头|主责|主办|总负责|负总责|主要责任)|(?:牵头|主责|主办)(?:单位|部门).{0,4}(?:列|排)/;
const REMARK =
  /^ *(?:下同|以下同|以下相同|不再(?:一一|逐一|逐项|单独|重复|另行)?(?:列出|列示|注明|重复|标注|赘述)?|以下简称.*|排名不分先后|按.{0,6}排序)[.。]? *$/;

/** 「以下均需……负责」 */
const ADDS_AFTER =
  /(?:以下|下列|上述|以上|本方案|各项|各条|每项|所有|全部|有关|相关)[^,;。]{0,24}?(?:均|都|皆|一律)(?:需要|需由|须由|应由|需|须|要|应|由|涉及|包括)(?<names>.+?)(?:(?:共同|配合|贯彻|组织|抓好|具体|分别|积极|做好|参与|结合|按|协同|共).*)?(?:负责|落实|实施|配合|参与|推进|执行|承担|开展|完成|协助|支持)?$/;
/** 「……均为以下任务的责任单位」 */
const ADDS_BEFORE =
  /^(?<names>.{2,60}?)(?:均|都|皆)(?:为|是|作为|属)[^,;。]{0,20}(?:责任|配合|参与|实施|落实|承办)(?:单位|部门|主体)/;

/** The rule that a clause of a note, or a sentence of the paper, says; undefined where it says none. */
export function statementIn(clause: string): Statement | undefined {
  if (clause.length > 120) return undefined;
  if (FIRST.test(clause) && LEADS.test(clause)) return { kind: 'first-is-lead' };
  if (REMARK.test(clause)) return { kind: 'remark' };
  for (const pattern of [ADDS_AFTER, ADDS_BEFORE]) {
    const match = pattern.exec(clause);
    const names = match?.groups?.['names'];
    if (match && names) {
      const from = clause.indexOf(names, match.index);
      return { kind: 'adds-units', from, to: from + names.length };
    }
  }
  return undefined;
}
