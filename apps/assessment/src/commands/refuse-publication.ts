import { Injectable } from '@nestjs/common';
import { Id, PublicationRefused, text } from '#contracts';
import { endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { requireImpartial } from '../domain/decider.js';
import { unitTree } from '../persistence/class-units.js';
import { AssessmentView } from '../queries/assessment-view.js';
import { ChangeAssessment, CHANGE_PROBLEMS } from './change-assessment.js';

export const refusePublication = endpoint({
  method: 'POST',
  path: '/api/assessment/assessments/:assessmentId/refusal',
  summary: '领导小组退回考核草案，不予公布',
  tag: 'assessments',
  params: z.object({ assessmentId: Id }),
  body: z.strictObject({ reason: text(2000) }),
  response: AssessmentView,
  problems: [...CHANGE_PROBLEMS, 'ASSESSMENT.OWN_REQUEST', 'ASSESSMENT.OWN_UNIT'],
});

/** A leader of the leading group sends a draft back with his reason; it stays a draft. */
@Injectable()
export class RefusePublication {
  constructor(private readonly assessment: ChangeAssessment) {}

  async execute({ params, body }: InputOf<typeof refusePublication>, context: CommandContext) {
    const { caller } = context;
    return this.assessment.run(
      params.assessmentId,
      {
        action: 'REFUSE_PUBLICATION',
        decide: async ({ state, requestedBy }, tx) => {
          const scored = state.results.map(({ unitId }) => unitId);
          requireImpartial(caller, requestedBy, scored, await unitTree(tx));
          return { decidedBy: caller.accountId, refusalReason: body.reason };
        },
        event: PublicationRefused,
        data: (assessment) => ({ assessment, reason: body.reason }),
      },
      context,
    );
  }
}
