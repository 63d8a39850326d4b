import { Injectable } from '@nestjs/common';
import { Id } from '#contracts';
import { Database, endpoint, reply, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { assessmentById } from '../persistence/assessments.js';
import { AssessmentView, assessmentView, requireSeen } from './assessment-view.js';

export const getAssessment = endpoint({
  method: 'GET',
  path: '/api/assessment/assessments/:assessmentId',
  summary: '一次考核：得分、排名、各类扣分次数（本单位或监督者可见）；扣分事由见各单位的扣分说明',
  tag: 'assessments',
  params: z.object({ assessmentId: Id }),
  response: AssessmentView,
  problems: ['ASSESSMENT.NOT_FOUND'],
});

/** One assessment as the caller may see it: a unit sees its own draft, everybody's marks after publication. */
@Injectable()
export class GetAssessment {
  constructor(private readonly database: Database) {}

  async execute({ params }: InputOf<typeof getAssessment>, { caller }: CommandContext) {
    const row = requireSeen(await assessmentById(this.database, params.assessmentId), caller);
    return reply(assessmentView(row, caller), { etag: row.version });
  }
}
