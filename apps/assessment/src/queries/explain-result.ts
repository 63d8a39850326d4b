import { Injectable } from '@nestjs/common';
import { AssessmentState, DateOnly, FactKind, Id, ItemResult, UnitResult, type SchemeState } from '#contracts';
import type { LocalDate } from '#kernel';
import { Database, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { seesUnit } from '../domain/assessment.policy.js';
import { assessmentNotFound } from '../domain/errors.js';
import { explainItem, explainReason, explainTotal } from '../domain/explanation.js';
import { obligationsAsOf, type Obligation } from '../domain/scoring/obligation.js';
import type { ScoreReason } from '../domain/scoring/score-reason.js';
import type { ItemReasons } from '../domain/scoring/unit-reasons.js';
import { resultById, type ResultRow } from '../persistence/assessments.js';
import { recordsOfAssignments, tasksById, type KnownTask } from '../persistence/assignment-records.js';
import { schemeById } from '../persistence/schemes.js';
import { keptReasons, readReasons } from '../persistence/unit-reasons.js';

const ReasonExplanation = z
  .object({
    fact: FactKind,
    marks: z.number().int().meta({ description: 'negative: taken; 0: counted, but the cap was already reached' }),
    nominal: z.number().int().meta({ description: 'what the rule takes for this fact before the cap' }),
    taskId: Id,
    assignmentId: Id,
    eventId: Id.meta({ description: 'the event that caused it' }),
    on: DateOnly.meta({ description: 'the day it happened, or the last day that was missed' }),
    taskNo: z.string(),
    taskTitle: z.string(),
    text: z.string().meta({ description: 'what happened, with the dates that decided it, and what it cost' }),
  })
  .meta({ id: 'ReasonExplanation' });

const ItemExplanation = ItemResult.extend({
  title: z.string(),
  arithmetic: z.string(),
  reasons: z.array(ReasonExplanation),
}).meta({ id: 'ItemExplanation' });

const ResultExplanation = UnitResult.omit({ rank: true })
  .extend({
    ...AssessmentState.pick({ assessmentId: true, schemeId: true, year: true, asOf: true }).shape,
    arithmetic: z.string(),
    items: z.array(ItemExplanation),
  })
  .meta({ id: 'ResultExplanation' });
type ResultExplanation = z.infer<typeof ResultExplanation>;

export const explainResult = endpoint({
  method: 'GET',
  path: '/api/assessment/assessments/:assessmentId/results/:unitId/explanation',
  summary: '扣分说明：每一分为何失去、由哪个事件引起、如何计算',
  tag: 'assessments',
  params: z.object({ assessmentId: Id, unitId: Id }),
  query: z.object({
    item: z.string().max(20).optional().meta({ description: '只看某一项' }),
    eventId: Id.optional().meta({ description: '只看某一事件引起的扣分' }),
  }),
  response: ResultExplanation,
  problems: ['ASSESSMENT.NOT_FOUND', 'ASSESSMENT.FACTS_CHANGED'],
});

/** Why a unit lost each point, with the arithmetic: as kept when publication was asked for, before that from the facts of the judged day. */
@Injectable()
export class ExplainResult {
  constructor(private readonly database: Database) {}

  async execute(
    { params, query }: InputOf<typeof explainResult>,
    { caller }: CommandContext,
  ): Promise<ResultExplanation> {
    const row = await resultById(this.database, params.assessmentId, params.unitId);
    if (!row || !seesUnit(caller, params.unitId, row.office)) throw assessmentNotFound();
    const { assessment, result } = row;
    const { scheme } = await schemeById(this.database, assessment.schemeId);
    const reasons = await this.reasonsOf(row, scheme, query.eventId);
    const known = await this.background(assessment.asOf, [...reasons.values()].flat());
    const { unitId, unitName, marks, outOf, obligations } = result;
    const items = scheme.items.flatMap((item) => {
      const scored = result.items.find(({ no }) => no === item.no && no === (query.item ?? no));
      return scored ? [explained(item, scored, reasons.get(item.no) ?? [], known)] : [];
    });
    const arithmetic = explainTotal(result, scheme.fullMarks);
    const head = { ...assessment, unitId, unitName };
    return { ...head, marks, outOf, obligations, arithmetic, items };
  }

  /** By item, as far as they are asked for. */
  private async reasonsOf(
    { assessment, result }: ResultRow,
    scheme: SchemeState,
    eventId: string | undefined,
  ): Promise<Map<string, ScoreReason[]>> {
    const items =
      (await keptReasons(this.database, assessment, result.unitId)) ??
      (await readReasons(this.database, scheme, assessment, [result])).flatMap(({ reasons }) => reasons);
    const asked = ({ reasons }: ItemReasons) =>
      eventId === undefined ? reasons : reasons.filter((reason) => reason.eventId === eventId);
    return new Map(items.map((item) => [item.no, asked(item)]));
  }

  /** What the reasons refer to: the assignments as they stood then, and the names of their tasks. */
  private async background(asOf: LocalDate, reasons: readonly ScoreReason[]): Promise<Background> {
    const assignmentIds = reasons.map(({ assignmentId }) => assignmentId);
    const taskIds = reasons.map(({ taskId }) => taskId);
    const [records, tasks] = await Promise.all([
      recordsOfAssignments(this.database, assignmentIds, asOf),
      tasksById(this.database, taskIds),
    ]);
    return {
      asOf,
      obligations: new Map(obligationsAsOf(records, asOf).map((each) => [each.assignmentId, each])),
      tasks,
    };
  }
}

interface Background {
  asOf: LocalDate;
  obligations: ReadonlyMap<string, Obligation>;
  tasks: ReadonlyMap<string, KnownTask>;
}

function explained(
  item: SchemeState['items'][number],
  result: ItemResult,
  reasons: readonly ScoreReason[],
  { asOf, obligations, tasks }: Background,
): z.infer<typeof ItemExplanation> {
  return {
    ...result,
    title: item.title,
    arithmetic: explainItem(item, result),
    reasons: reasons.map((reason) => ({
      ...reason,
      taskNo: tasks.get(reason.taskId)?.no ?? '',
      taskTitle: tasks.get(reason.taskId)?.title ?? '',
      text: explainReason(reason, obligations.get(reason.assignmentId), asOf),
    })),
  };
}
