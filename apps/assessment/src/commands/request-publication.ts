import { Injectable } from '@nestjs/common';
import { Id, PublicationRequested } from '#contracts';
import { endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { schemeById } from '../persistence/schemes.js';
import { keepReasons } from '../persistence/unit-reasons.js';
import { AssessmentView } from '../queries/assessment-view.js';
import { ChangeAssessment, CHANGE_PROBLEMS } from './change-assessment.js';

export const requestPublication = endpoint({
  method: 'POST',
  path: '/api/assessment/assessments/:assessmentId/publication-request',
  summary: '报请领导小组批准公布',
  tag: 'assessments',
  params: z.object({ assessmentId: Id }),
  response: AssessmentView,
  problems: [...CHANGE_PROBLEMS, 'ASSESSMENT.FACTS_CHANGED'],
});

/** The assessors ask the leading group to publish a draft. From then on its reasons are kept with it. */
@Injectable()
export class RequestPublication {
  constructor(private readonly assessment: ChangeAssessment) {}

  async execute({ params }: InputOf<typeof requestPublication>, context: CommandContext) {
    return this.assessment.run(
      params.assessmentId,
      {
        action: 'REQUEST_PUBLICATION',
        decide: async ({ state }, tx) => {
          const { scheme } = await schemeById(tx, state.schemeId);
          await keepReasons(tx, scheme, state);
          return { requestedBy: context.caller.accountId, decidedBy: null, refusalReason: null };
        },
        event: PublicationRequested,
        data: (assessment) => ({ assessment }),
      },
      context,
    );
  }
}
