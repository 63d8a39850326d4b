import { Injectable } from '@nestjs/common';
import { AssessmentPublished, Id } from '#contracts';
import { endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { requireImpartial } from '../domain/decider.js';
import { unitTree } from '../persistence/class-units.js';
import { nextNumber } from '../persistence/year-and-class.js';
import { AssessmentView } from '../queries/assessment-view.js';
import { ChangeAssessment, CHANGE_PROBLEMS } from './change-assessment.js';

export const approvePublication = endpoint({
  method: 'POST',
  path: '/api/assessment/assessments/:assessmentId/approval',
  summary: '领导小组批准公布考核结果',
  tag: 'assessments',
  params: z.object({ assessmentId: Id }),
  response: AssessmentView,
  problems: [...CHANGE_PROBLEMS, 'ASSESSMENT.OWN_REQUEST', 'ASSESSMENT.OWN_UNIT'],
});

/** A leader of the leading group approves: the scores are published under the next number and never change again. */
@Injectable()
export class ApprovePublication {
  constructor(private readonly assessment: ChangeAssessment) {}

  async execute({ params }: InputOf<typeof approvePublication>, context: CommandContext) {
    const { caller } = context;
    return this.assessment.run(
      params.assessmentId,
      {
        action: 'APPROVE_PUBLICATION',
        decide: async ({ office, state, requestedBy }, tx) => {
          const scored = state.results.map(({ unitId }) => unitId);
          requireImpartial(caller, requestedBy, scored, await unitTree(tx));
          return {
            decidedBy: caller.accountId,
            publication: await nextNumber(tx, 'publication', { ...office, ...state }),
          };
        },
        event: AssessmentPublished,
        data: (assessment) => ({ assessment }),
      },
      context,
    );
  }
}
