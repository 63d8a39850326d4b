/** Why a field of a proposal is as sure as it is. The least sure reason decides the confidence of the field. */
export const FIELD_REASONS = {
  // text
  'closed-by-note': { confidence: 0.98, says: '任务以责任分工结束' },
  'table-row': { confidence: 0.98, says: '任务是表格的一行' },
  'note-behind-last-item': { confidence: 0.85, says: '分工写在最后一个分项之后，适用于全部分项' },
  'units-in-heading': { confidence: 0.8, says: '责任单位写在上级标题中' },
  'item-without-note': { confidence: 0.6, says: '条目没有写明责任分工' },
  // units
  'named-in-note': { confidence: 0.97, says: '责任分工写明' },
  'named-in-column': { confidence: 0.98, says: '表格列写明' },
  'list-without-keyword': { confidence: 0.8, says: '括号内只有单位名称' },
  'named-in-text': { confidence: 0.7, says: '任务正文写明' },
  'heading-is-unit': { confidence: 0.85, says: '标题就是单位名称' },
  'open-list': { confidence: 0.85, says: '名单以“等”结尾，还有未列出的单位' },
  'added-by-paper-rule': { confidence: 0.9, says: '全文统一增加' },
  'no-unit-named': { confidence: 0.5, says: '没有写明单位' },
  'units-differ-from-annex': { confidence: 0.4, says: '正文与附件表格的责任单位不一致，请确定' },
  'from-annex': { confidence: 0.9, says: '正文没有写明，取自附件表格' },
  'unknown-to-register': { confidence: 0.7, says: '名册中没有该名称，保留原文' },
  'matched-by-guessable-form': { confidence: 0.8, says: '按简称、旧称对应名册，请核对' },
  'meant-by-issuer': { confidence: 0.85, says: '按发文机关所在地区、单位对应名册，请核对' },
  // lead
  'says-lead': { confidence: 0.98, says: '写明牵头' },
  'first-is-lead-rule': { confidence: 0.95, says: '全文规定列第一位的为牵头单位' },
  'responsible-beside-others': { confidence: 0.85, says: '一家负责、其他按职责分工' },
  'works-with-others': { confidence: 0.85, says: '会同其他单位' },
  'lead-differs-from-annex': { confidence: 0.4, says: '正文与附件表格的牵头单位不一致，请确定' },
  'no-lead-named': { confidence: 0.95, says: '没有写明牵头单位，由办公室确定' },
  // deadline
  'field-of-note': { confidence: 0.98, says: '完成时限写明' },
  'one-date-in-text': { confidence: 0.9, says: '正文只有一个期限' },
  'several-dates-in-text': { confidence: 0.7, says: '正文有多个期限，拟作阶段节点' },
  'column-head': { confidence: 0.95, says: '表头写明年份' },
  'year-of-paper': { confidence: 0.75, says: '原文没有年份，按成文年份推算' },
  'impossible-date': { confidence: 0.2, says: '日历上没有这一天，保留原文' },
  'deadline-differs-from-annex': { confidence: 0.4, says: '正文与附件表格的完成时限不一致，请确定' },
  'counted-from-issue': { confidence: 0.75, says: '自印发之日起推算，请核对' },
  'counted-from-date': { confidence: 0.75, says: '自文中写明的日期起推算，请核对' },
  'paper-without-date': { confidence: 0.5, says: '自印发之日起计算，但文件没有日期' },
  'counted-from-receipt': { confidence: 0.5, says: '自收到之日起计算，由各单位收文日期决定' },
  'counted-from-event': { confidence: 0.5, says: '自某一事项起计算，不是日历日期' },
  'working-days-by-week': { confidence: 0.6, says: '工作日按周一至周五推算，未计节假日安排' },
  'recurring-duty': { confidence: 0.9, says: '有按周期重复的要求' },
  'impossible-date-in-text': { confidence: 0.6, says: '正文另有日历上没有的日期，请核对' },
  'no-date': { confidence: 0.9, says: '没有写明期限' },
  continuing: { confidence: 0.95, says: '持续推进，没有期限' },
  'not-a-date': { confidence: 0.6, says: '时限不是日期，保留原文' },
} as const satisfies Record<string, { confidence: number; says: string }>;

export type FieldReason = keyof typeof FIELD_REASONS;

/** A proposed value with how sure it is and why. */
export interface Field<T> {
  readonly value: T;
  readonly confidence: number;
  readonly reasons: readonly FieldReason[];
}

export function field<T>(value: T, reasons: readonly FieldReason[]): Field<T> {
  const confidence = Math.min(1, ...reasons.map((reason) => FIELD_REASONS[reason].confidence));
  return { value, confidence, reasons: [...new Set(reasons)] };
}
