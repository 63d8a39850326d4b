/** How the paragraphs behind the last item of a paper begin. */
const BEGINNINGS =
  /^(?:各(?:地区|地|区|市|县|省|部门|单位|有关|级|责任|成员|相关|镇|乡|街道)|市(?:级|直)各|省(?:级|直)各|本(?:方案|意见|措施|办法|计划|通知|规划|行动|实施|政策|要点)|请(?:各|认真|结合)|以上|上述|特此|此前|自.{2,20}起(?:施行|实施|执行)|执行(?:中|过程中)|实施过程中|附[:件])/;

/** What speaks of all tasks above it is not the text of the last, whatever stands before it. */
export function speaksOfAll(paragraph: string): boolean {
  return /^(?:以上|上述)(?:各项|任务|工作|事项|措施)/.test(paragraph.trim());
}

/** Whether a folded paragraph closes a paper rather than continuing its last item. */
export function closesPaper(paragraph: string): boolean {
  return BEGINNINGS.test(paragraph.trim());
}
