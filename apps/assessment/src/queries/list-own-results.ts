import { Injectable } from '@nestjs/common';
import { AssessmentState, Id, Instant, pageOf, PageQuery, type UnitResult } from '#contracts';
import { Database, decodeCursor, encodeCursor, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { requirePermission, type Office } from '../domain/assessment.policy.js';
import { RESULT_STATE } from '../persistence/assessments.js';
import { officeState } from '../persistence/offices.js';
import { resultView, UnitResultView } from './assessment-view.js';
import { Year } from './year.js';

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
    officeUnitId: Id,
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
  query: PageQuery.extend({ year: Year.optional() }),
  response: pageOf(OwnResult),
  problems: ['ASSESSMENT.FORBIDDEN'],
});

/** Ids are time-ordered, so the id alone says where a page ended. */
const Cursor = z.tuple([Id]);

/** The own unit's results in all assessments, drafts too. */
@Injectable()
export class ListOwnResults {
  constructor(private readonly database: Database) {}

  async execute({ query }: InputOf<typeof listOwnResults>, { caller }: CommandContext) {
    requirePermission(caller, 'READ_OWN_UNIT', { unitId: caller.unitId });
    const [before] = query.cursor ? decodeCursor(query.cursor, Cursor) : [];
    const { rows } = await this.database.query<{
      own: Omit<OwnResult, 'result'> & { result: UnitResult };
      office: Office;
    }>(
      {
        name: 'list-own-results',
        text: `SELECT json_build_object('assessmentId', a.assessment_id, 'schemeId', a.scheme_id, 'year', a.year,
            'objectClass', a.object_class, 'asOf', a.as_of, 'phase', a.phase, 'publication', a.publication,
            'officeUnitId', a.office_unit_id, 'draftedAt', a.drafted_at, 'result', ${RESULT_STATE}) AS own,
            ${officeState('a.office_unit_id')} AS office
          FROM unit_result r JOIN assessment a USING (assessment_id)
          WHERE r.unit_id = $1 AND ($2::integer IS NULL OR a.year = $2)
            AND ($3::uuid IS NULL OR a.assessment_id < $3)
          ORDER BY a.assessment_id DESC LIMIT $4`,
      },
      [caller.unitId, query.year, before, query.limit + 1],
    );
    const items = rows.slice(0, query.limit).flatMap(({ own, office }) => {
      const result = resultView(own.result, { phase: own.phase, office }, caller);
      return result ? [{ ...own, result }] : [];
    });
    const last = items.at(-1);
    if (!last || rows.length <= query.limit) return { items };
    return { items, next: encodeCursor([last.assessmentId]) };
  }
}
