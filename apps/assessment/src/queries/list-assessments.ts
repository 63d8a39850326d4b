import { Injectable } from '@nestjs/common';
import { AssessmentPhase, AssessmentState, Id, Instant, pageOf, PageQuery, UnitKind } from '#contracts';
import { Database, decodeCursor, encodeCursor, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { requirePermission } from '../domain/assessment.policy.js';
import { VISIBLE, visibilityParams } from '../persistence/visibility.js';
import { Year } from './year.js';

/** An assessment without its results. */
const AssessmentSummary = AssessmentState.omit({ results: true, unassessed: true })
  .extend({ officeUnitId: Id, draftedAt: Instant })
  .meta({ id: 'AssessmentSummary' });
type AssessmentSummary = z.infer<typeof AssessmentSummary>;

export const listAssessments = endpoint({
  method: 'GET',
  path: '/api/assessment/assessments',
  summary: '考核一览（可见者），新的在前',
  tag: 'assessments',
  query: PageQuery.extend({
    year: Year.optional(),
    objectClass: UnitKind.optional(),
    phase: AssessmentPhase.optional(),
  }),
  response: pageOf(AssessmentSummary),
  problems: ['ASSESSMENT.FORBIDDEN'],
});

/** Ids are time-ordered, so the id alone says where a page ended. */
const Cursor = z.tuple([Id]);

/** The assessments that the caller may see something of. */
@Injectable()
export class ListAssessments {
  constructor(private readonly database: Database) {}

  async execute({ query }: InputOf<typeof listAssessments>, { caller }: CommandContext) {
    requirePermission(caller, 'READ_PUBLISHED');
    const [before] = query.cursor ? decodeCursor(query.cursor, Cursor) : [];
    const { rows } = await this.database.query<{ summary: AssessmentSummary }>(
      {
        name: 'list-assessments',
        text: `SELECT jsonb_build_object('assessmentId', assessment_id, 'schemeId', scheme_id,
            'officeUnitId', office_unit_id, 'year', year, 'objectClass', object_class,
            'asOf', as_of, 'phase', phase, 'publication', publication, 'digest', digest, 'draftedAt', drafted_at) AS summary
          FROM assessment a
          WHERE ${VISIBLE} AND ($4::integer IS NULL OR year = $4) AND ($5::text IS NULL OR object_class = $5)
            AND ($6::text IS NULL OR phase = $6)
            AND ($7::uuid IS NULL OR assessment_id < $7)
          ORDER BY assessment_id DESC LIMIT $8`,
      },
      [
        ...(await visibilityParams(this.database, caller)),
        query.year,
        query.objectClass,
        query.phase,
        before,
        query.limit + 1,
      ],
    );
    const items = rows.slice(0, query.limit).map(({ summary }) => summary);
    const last = items.at(-1);
    if (!last || rows.length <= query.limit) return { items };
    return { items, next: encodeCursor([last.assessmentId]) };
  }
}
