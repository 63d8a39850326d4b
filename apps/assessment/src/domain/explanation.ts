import type { FactKind, ItemResult, SchemeState, UnitResult } from '#contracts';
import type { LocalDate } from '#kernel';
import type { DeductPerEvent } from './scoring/deduct-per-event.js';
import { FACT_RULES } from './scoring/facts.js';
import { formatMarks } from './scoring/marks.js';
import type { Obligation } from './scoring/obligation.js';
import type { ScoreReason } from './scoring/score-reason.js';

/** The sentence that tells a unit what happened, with the dates that decided it. */
const SENTENCES = {
  OBLIGATION: (o) => `${o.assigned.on} 交办`,
  SIGNED_IN_TIME: (o) => `应于 ${o.signDueOn} 前签收，${dayOf(o.signed)} 签收`,
  SIGNED_LATE: (o) => `应于 ${o.signDueOn} 前签收，${dayOf(o.signed)} 签收`,
  NEVER_SIGNED: (o, asOf) => `应于 ${o.signDueOn} 前签收，至 ${asOf} 未签收`,
  RETURNED: () => '办结申请被退回补办',
  COMPLETED_IN_TIME: (o) => `${deadlineOf(o)}，${dayOf(o.submitted ?? o.completed)} 申请办结`,
  COMPLETED_LATE: (o) => `${deadlineOf(o)}，${dayOf(o.submitted ?? o.completed)} 申请办结`,
  NOT_COMPLETED: (o, asOf) => `${deadlineOf(o)}，至 ${asOf} 未办结`,
} as const satisfies Record<FactKind, (obligation: Obligation, asOf: LocalDate) => string>;

/** Why a point was taken: what happened, then what it cost. The dates are missing while the facts are being rebuilt. */
export function explainReason(reason: ScoreReason, obligation: Obligation | undefined, asOf: LocalDate): string {
  const dates = obligation ? `：${SENTENCES[reason.fact](obligation, asOf)}` : '';
  const what = `${FACT_RULES[reason.fact].name}（${reason.on}）${dates}`;
  const taken = formatMarks(-reason.marks);
  if (-reason.marks === reason.nominal) return `${what}；扣 ${taken} 分`;
  return `${what}；应扣 ${formatMarks(reason.nominal)} 分，已到扣分上限，实扣 ${taken} 分`;
}

/** The arithmetic of one item, so that a reader can redo it by hand. */
export function explainItem(item: SchemeState['items'][number], result: ItemResult): string {
  const { rule } = item;
  const full = formatMarks(item.fullMarks);
  if (!result.applicable) return `无应办事项，本项不计分（满分 ${full}）`;
  if (rule.type === 'DEDUCT_PER_EVENT') return explainDeductions(rule, full, result);
  const { met, due } = result.proportion ?? { met: 0, due: 0 };
  if (due === 0) return `无应办事项，按规定计 ${formatMarks(result.marks)} 分（满分 ${full}）`;
  return `${full} × ${met} ÷ ${due} = ${formatMarks(result.marks)}（四舍五入到 0.01）`;
}

/** The arithmetic of the total. */
export function explainTotal(result: Pick<UnitResult, 'items' | 'marks' | 'outOf'>, fullMarks: number): string {
  const applicable = result.items.filter((item) => item.applicable);
  const terms = applicable.map((item) => formatMarks(item.marks)).join(' + ');
  if (result.outOf === fullMarks) return `${terms} = ${formatMarks(result.marks)}`;
  const scaled = `× ${formatMarks(fullMarks)} ÷ ${formatMarks(result.outOf)}`;
  return `（${terms}）${scaled} = ${formatMarks(result.marks)}（不计分的项目不计入满分，四舍五入到 0.01）`;
}

function explainDeductions({ deductions, cap }: DeductPerEvent, full: string, result: ItemResult): string {
  const times = new Map(result.deductions?.map((counted) => [counted.fact, counted.times]));
  const counted = deductions.map(({ fact, marks }) => ({ fact, marks, times: times.get(fact) ?? 0 }));
  const nominal = counted.reduce((total, each) => total + each.times * each.marks, 0);
  const taken = result.fullMarks - result.marks;
  const capped = taken < nominal ? `（上限 ${formatMarks(cap)}，实扣 ${formatMarks(taken)}）` : '';
  const terms = counted
    .filter((each) => each.times > 0)
    .map((each) => `${FACT_RULES[each.fact].name} ${each.times} 次 × ${formatMarks(each.marks)}`);
  return `${full} − ${terms.length === 0 ? '0.00' : terms.join(' − ')}${capped} = ${formatMarks(result.marks)}`;
}

function deadlineOf({ deadline, originalDeadline }: Obligation): string {
  if (!deadline) return '无办结期限';
  const moved = originalDeadline !== null && originalDeadline !== deadline.on;
  return moved ? `期限 ${deadline.on}（原定 ${originalDeadline}）` : `期限 ${deadline.on}`;
}

function dayOf(occurrence: { on: LocalDate } | null): string {
  return occurrence?.on ?? '';
}
