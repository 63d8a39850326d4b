import { Injectable } from '@nestjs/common';
import { text } from '#contracts';
import { endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { DraftRecord } from '../answers.js';
import { DecideRevision } from './decide-revision.js';
import { DraftParams } from './draft-fields.js';

export const refuseRevision = endpoint({
  method: 'POST',
  path: '/api/tasks/drafts/:draftId/revision-refusal',
  summary: '退回修订 — send a revision back to the office with a reason; the plan stays as it is',
  tag: 'drafts',
  params: DraftParams,
  body: z.strictObject({ reason: text(2_000) }),
  response: DraftRecord,
  problems: ['DRAFT.NOT_FOUND', 'DRAFT.NOT_YOURS', 'DRAFT.ACTION_NOT_ALLOWED', 'PLAN.REQUESTER_CANNOT_DECIDE'],
});

@Injectable()
export class RefuseRevision {
  constructor(private readonly decision: DecideRevision) {}

  execute({ params, body }: InputOf<typeof refuseRevision>, context: CommandContext): Promise<Reply<DraftRecord>> {
    return this.decision.run(context, params.draftId, {
      action: 'REFUSE_REVISION',
      decide: () => Promise.resolve({ command: { action: 'REFUSE_REVISION', ...body } }),
    });
  }
}
