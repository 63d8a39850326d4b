import type { FieldKind } from '../notes/vocabulary.js';

/** What a column of a table holds. */
export type ColumnKind =
  | FieldKind
  | 'upper'
  | 'number'
  | 'domain'
  | 'title'
  | 'task'
  | 'measure'
  | 'indicator'
  | 'target'
  | 'base'
  | 'unit-of-measure'
  | 'other';

/**
 * Words of column heads, compact and folded. The first row that fits decides; where several columns of a table hold tasks, the
 * finest is the text and the coarser is its title.
 */
const HEADS: readonly { kind: ColumnKind; head: RegExp }[] = [
  {
    kind: 'upper',
    head: /^(?:对应|承接|上级|落实上级)|^(?:国家|省级?|市级?|州级?|区级?|县级?)(?:任务|方案|清单)?(?:序号|编号)$/,
  },
  { kind: 'unit-of-measure', head: /^(?:计量|计算|度量|指标)单位$/ },
  { kind: 'number', head: /^(?:序号|编号|序|号|项目编号|任务编号|No\.?|NO\.?|#)$/i },
  { kind: 'person', head: /领导|责任人|负责人|联系人|联络员|电话/ },
  { kind: 'deadline', head: /时限|时间|期限|节点|进度安排|进度要求|截止|完成日期|阶段安排/ },
  { kind: 'lead', head: /牵头|主责|主办|第一责任|主要责任单位/ },
  { kind: 'co', head: /配合|协办|协同|参与|参加|协助|支持单位/ },
  {
    kind: 'responsible',
    head: /责任(?:单位|部门|主体|分工|处室)|承办|落实(?:单位|部门)|实施(?:单位|主体|部门)|分工|^责任$|负责(?:单位|部门)|^单位$|^部门$/,
  },
  { kind: 'base', head: /基期|基准|基础值|现状值|现值|上年|完成值|\d{4}年?(?:现状|基数|实际|完成)/ },
  {
    kind: 'target',
    head: /目标值|指标值|^(?:\d{4}年)?目标$|\d{4}年?.{0,6}目标|年度目标|预期值|计划值|^\d{4}年(?:底)?$|任务量|^数量$|量化目标|^(?:具体|工作|预期)目标$/,
  },
  { kind: 'indicator', head: /指标/ },
  { kind: 'domain', head: /^(?:任务|工作|项目|事项|行动)(?:类别|分类|类型|领域|板块)$/ },
  {
    kind: 'measure',
    head: /措施|举措|具体任务|具体内容|工作内容|任务内容|任务分解|主要内容|工作要求|具体事项|改革事项|重点工作内容|工作事项|任务清单|建设内容|主要做法|成果形式/,
  },
  { kind: 'task', head: /任务|重点工作|工作|事项|项目|内容|行动/ },
  { kind: 'domain', head: /领域|类别|方面|分类|类型|板块|专项|章节|模块|大类/ },
  { kind: 'title', head: /名称|标题/ },
];

/** What a column of this head holds. */
export function columnKind(head: string): ColumnKind {
  const words = head.replaceAll(' ', '').replace(/\(.*\)$/, '');
  return HEADS.find((row) => row.head.test(words))?.kind ?? 'other';
}

/** Whether a row is the head of a table of tasks: it says where the text stands and who does it. */
export function isHead(kinds: readonly ColumnKind[]): boolean {
  const said = new Set(kinds);
  const text = ['task', 'measure', 'indicator', 'title'].some((kind) => said.has(kind as ColumnKind));
  const rest = ['lead', 'co', 'responsible', 'deadline', 'target', 'number'].some((kind) =>
    said.has(kind as ColumnKind),
  );
  return text && rest;
}
