import { Injectable } from '@nestjs/common';
import { endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { DraftRecord } from '../answers.js';
import { ApplyRevision } from './apply-revision.js';
import { DecideRevision } from './decide-revision.js';
import { DraftParams } from './draft-fields.js';
import { revisionOf } from './revision.js';

export const approveRevision = endpoint({
  method: 'POST',
  path: '/api/tasks/drafts/:draftId/revision-approval',
  summary:
    '批准修订 — approve a revision: reworded tasks are signed for again, new ones go to their units, those no longer held end',
  tag: 'drafts',
  params: DraftParams,
  response: DraftRecord,
  problems: [
    'DRAFT.NOT_FOUND',
    'DRAFT.NOT_YOURS',
    'DRAFT.ACTION_NOT_ALLOWED',
    'DRAFT.REVISES_AN_OLDER_VERSION',
    'DRAFT.NOT_A_PLAN',
    'DRAFT.REVISION_NOT_POSSIBLE',
    'PLAN.REQUESTER_CANNOT_DECIDE',
    'PLAN.GROUP_WITHOUT_MEMBERS',
    'TASK.DEADLINE_IN_PAST',
    'TASK.PARTS_AWAIT_REVIEW',
    'TASK.UNIT_DOES_NOT_CARRY_IT',
  ],
});

@Injectable()
export class ApproveRevision {
  constructor(
    private readonly decision: DecideRevision,
    private readonly application: ApplyRevision,
  ) {}

  execute({ params }: InputOf<typeof approveRevision>, context: CommandContext): Promise<Reply<DraftRecord>> {
    const { draftId } = params;
    return this.decision.run(context, draftId, {
      action: 'APPROVE_REVISION',
      decide: async (tx, loaded, plan) => {
        const revision = await revisionOf(tx, loaded, plan);
        return {
          command: { action: 'APPROVE_REVISION', taskIds: revision.taskIds },
          apply: () => this.application.run(tx, { draftId, plan, revision }, context),
        };
      },
    });
  }
}
