import { Injectable } from '@nestjs/common';
import { text } from '#contracts';
import { endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { DraftRecord, draftReply } from '../answers.js';
import { ChangeDraft } from './change-draft.js';
import { DraftParams } from './draft-fields.js';

export const discardDraft = endpoint({
  method: 'POST',
  path: '/api/tasks/drafts/:draftId/discarding',
  summary: '作废拟办 — give up a draft with a reason; it stays readable',
  tag: 'drafts',
  params: DraftParams,
  body: z.strictObject({ reason: text(500) }),
  response: DraftRecord,
  problems: ['DRAFT.NOT_FOUND', 'DRAFT.NOT_YOURS', 'DRAFT.ACTION_NOT_ALLOWED'],
});

@Injectable()
export class DiscardDraft {
  constructor(private readonly changeDraft: ChangeDraft) {}

  execute({ params, body }: InputOf<typeof discardDraft>, context: CommandContext): Promise<Reply<DraftRecord>> {
    return this.changeDraft.run(context, params.draftId, {
      action: 'DISCARD_DRAFT',
      decide: () => Promise.resolve({ command: { action: 'DISCARD_DRAFT', ...body } }),
      answer: draftReply,
    });
  }
}
