import { Injectable } from '@nestjs/common';
import { AssessmentState, Instant, pageOf, PageQuery, type UnitResult } from '#contracts';
import { Database, decodeCursor, encodeCursor, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { requirePermission } from '../domain/assessment.policy.js';
import { RESULT_STATE } from '../persistence/assessments.js';
import { resultView, UnitResultView } from './assessment-view.js';

const OwnResult = z
  .object({
    ...AssessmentState.pick({
      assessmentId: true,
      schemeId: true,
      year: true,
      objectClass: true,
      asOf: true,
      phase: true,
      publication: true,
    }).shape,
    draftedAt: Instant,
    result: UnitResultView,
  })
  .meta({ id: 'OwnResult' });
type OwnResult = z.infer<typeof OwnResult>;

export const listOwnResults = endpoint({
  method: 'GET',
  path: '/api/assessment/own-results',
  summary: '本单位历次考核得分（含草案），新的在前',
  tag: 'assessments',
  query: PageQuery.extend({ year: z.coerce.number().int().optional() }),
  response: pageOf(OwnResult),
  problems: ['ASSESSMENT.FORBIDDEN'],
});

const Cursor = z.tuple([Instant, z.uuid()]);

/** The own unit's results in all assessments, drafts too. */
@Injectable()
export class ListOwnResults {
  constructor(private readonly database: Database) {}

  async execute({ query }: InputOf<typeof listOwnResults>, { caller }: CommandContext) {
    requirePermission(caller, 'READ_OWN_UNIT', caller.unitId);
    const [draftedAt, assessmentId] = query.cursor ? decodeCursor(query.cursor, Cursor) : [];
    const { rows } = await this.database.query<{ own: Omit<OwnResult, 'result'> & { result: UnitResult } }>(
      {
        name: 'list-own-results',
        text: `SELECT jsonb_build_object('assessmentId', a.assessment_id, 'schemeId', a.scheme_id, 'year', a.year,
            'objectClass', a.object_class, 'asOf', a.as_of, 'phase', a.phase, 'publication', a.publication,
            'draftedAt', a.drafted_at, 'result', ${RESULT_STATE}) AS own
          FROM unit_result r JOIN assessment a USING (assessment_id)
          WHERE r.unit_id = $1 AND ($2::integer IS NULL OR a.year = $2)
            AND ($3::timestamptz IS NULL OR (a.drafted_at, a.assessment_id) < ($3, $4::uuid))
          ORDER BY a.drafted_at DESC, a.assessment_id DESC LIMIT $5`,
      },
      [caller.unitId, query.year, draftedAt, assessmentId, query.limit + 1],
    );
    const items = rows.slice(0, query.limit).flatMap(({ own }) => {
      const result = resultView(own.result, own.phase, caller);
      return result ? [{ ...own, result }] : [];
    });
    const last = items.at(-1);
    if (!last || rows.length <= query.limit) return { items };
    return { items, next: encodeCursor([last.draftedAt, last.assessmentId]) };
  }
}
