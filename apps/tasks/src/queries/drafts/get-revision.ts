import { Injectable } from '@nestjs/common';
import { Id } from '#contracts';
import { Database, endpoint, reply, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { refuse } from '../../domain/errors.js';
import { requestedRevisionOf } from '../../persistence/drafts.js';
import { requireVisiblePlan } from '../visible-plan.js';
import { Difference, differenceOfDraft } from './get-difference.js';

const Revision = Difference.extend({
  draftId: Id.meta({ description: 'the draft to approve or refuse' }),
  version: z.number().int().meta({ description: 'of the draft; also the ETag' }),
}).meta({ id: 'PlanRevision' });
type Revision = z.infer<typeof Revision>;

export const getRevision = endpoint({
  method: 'GET',
  path: '/api/tasks/plans/:planId/revision',
  summary:
    '待批修订 — what the revision changes on which the leading group is to decide, and which tasks that concerns',
  tag: 'plans',
  params: z.object({ planId: Id }),
  response: Revision,
  problems: ['PLAN.NOT_FOUND', 'PLAN.NO_REVISION_REQUESTED'],
});

@Injectable()
export class GetRevision {
  constructor(private readonly database: Database) {}

  async execute(
    { params: { planId } }: InputOf<typeof getRevision>,
    context: CommandContext,
  ): Promise<Reply<Revision>> {
    await requireVisiblePlan(this.database, planId, context, 'REVISION');
    const draft = await requestedRevisionOf(this.database, planId);
    if (!draft?.revises) {
      const message = 'No revision of this plan waits for a decision. Ask the office to request one.';
      throw refuse('PLAN.NO_REVISION_REQUESTED', message);
    }
    const { draftId, version, revises } = draft;
    const difference = await differenceOfDraft(this.database, { draftId, planId }, revises);
    return reply({ ...difference, draftId, version }, { etag: version });
  }
}
