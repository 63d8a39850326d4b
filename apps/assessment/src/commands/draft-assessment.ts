import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AssessmentDrafted, DateOnly, Id, type AssessmentState, type SchemeState } from '#contracts';
import { localDateOf, newId, type LocalDate } from '#kernel';
import {
  Commands,
  Database,
  endpoint,
  eventOf,
  Idempotency,
  reply,
  type CommandContext,
  type InputOf,
  type Tx,
} from '#platform';
import { z } from 'zod';
import { requireDayToJudge } from '../domain/as-of.js';
import { requirePermission } from '../domain/assessment.policy.js';
import { refuse } from '../domain/errors.js';
import { scoreClass, type ClassScores } from '../domain/scoring/score-class.js';
import { insertAssessment } from '../persistence/assessments.js';
import { unitsOfClass } from '../persistence/class-units.js';
import { schemeById } from '../persistence/schemes.js';
import { unitFigures } from '../persistence/unit-figures.js';
import { AssessmentView, assessmentView } from '../queries/assessment-view.js';
import { CompleteFacts } from './complete-facts.js';

export const draftAssessment = endpoint({
  method: 'POST',
  path: '/api/assessment/assessments',
  summary: '按考核办法生成某类对象截至某日的考核草案',
  tag: 'assessments',
  body: z.strictObject({
    schemeId: Id,
    asOf: DateOnly.meta({ description: '最后计入的一天（含），须已结束' }),
  }),
  response: AssessmentView,
  status: 201,
  problems: [
    'SCHEME.NOT_FOUND',
    'ASSESSMENT.DAY_NOT_OVER',
    'ASSESSMENT.DAY_BEFORE_YEAR',
    'ASSESSMENT.NO_RESULTS',
    'ASSESSMENT.FACTS_INCOMPLETE',
    'ASSESSMENT.FORBIDDEN',
  ],
});

/** Computes the scores of a class as a draft. Each draft stands beside the earlier ones and is never computed over. */
@Injectable()
export class DraftAssessment {
  constructor(
    private readonly commands: Commands,
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly facts: CompleteFacts,
  ) {}

  async execute({ body }: InputOf<typeof draftAssessment>, context: CommandContext) {
    const { scheme, office } = await schemeById(this.database, body.schemeId);
    requirePermission(context.caller, 'DRAFT_SCORES', { office });
    const earlier = await this.idempotency.find(this.database, context);
    if (!earlier) await this.facts.require(body.asOf, context.now);
    return this.commands.run(context, async (tx) => {
      const state = await this.compute(tx, scheme, body.asOf, context);
      await insertAssessment(tx, state, { by: context.caller.accountId, at: context.now });
      const drafted = { aggregateId: state.assessmentId, aggregateVersion: 1, data: { assessment: state } };
      tx.append([eventOf(AssessmentDrafted, drafted, context)]);
      const row = { version: 1, office, state, requestedBy: null, decidedBy: null, refusalReason: null };
      const location = `/api/assessment/assessments/${state.assessmentId}`;
      return reply(assessmentView(row, context.caller), { status: 201, etag: 1, location });
    });
  }

  private async compute(
    tx: Tx,
    scheme: SchemeState,
    asOf: LocalDate,
    { now }: CommandContext,
  ): Promise<AssessmentState> {
    requireDayToJudge(asOf, scheme.year, localDateOf(now));
    const units = await unitsOfClass(tx, scheme.objectClass);
    const unitIds = units.map(({ unitId }) => unitId);
    const scores = scoreClass(scheme, units, await unitFigures(tx, scheme, unitIds, asOf));
    if (scores.results.length === 0) {
      const message = `As of ${asOf} no unit of class ${scheme.objectClass} has anything to be judged by this scheme. Choose a later day.`;
      throw refuse('ASSESSMENT.NO_RESULTS', message);
    }
    const { schemeId, officeUnitId, year, objectClass } = scheme;
    const draft = { phase: 'DRAFT', publication: null, digest: digestOf(scores) } as const;
    return { assessmentId: newId(), schemeId, officeUnitId, year, objectClass, asOf, ...draft, ...scores };
  }
}

/** Of the results without names: a unit that was renamed has the same scores. */
function digestOf({ results }: ClassScores): string {
  const nameless = results.map(({ unitName: _, ...result }) => result);
  return createHash('sha256').update(JSON.stringify(nameless)).digest('hex');
}
