import { Injectable } from '@nestjs/common';
import { Directory, endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { DraftRecord, draftReply } from '../answers.js';
import { requireRegistered, type RegisterField } from '../require-registered.js';
import { ChangeDraft } from './change-draft.js';
import { DraftChangeBody, DraftParams } from './draft-fields.js';

export const reviewDraft = endpoint({
  method: 'POST',
  path: '/api/tasks/drafts/:draftId/changes',
  summary:
    '审核拟办 — edit, add, remove, split, merge or move tasks, keep twins apart, place sentences, say which unit a name means; what stood before is kept',
  tag: 'drafts',
  params: DraftParams,
  body: DraftChangeBody,
  response: DraftRecord,
  problems: [
    'REGISTER.ENTRY_UNKNOWN',
    'DRAFT.NOT_FOUND',
    'DRAFT.NOT_YOURS',
    'DRAFT.ACTION_NOT_ALLOWED',
    'DRAFT.TASK_UNKNOWN',
    'DRAFT.SENTENCE_UNKNOWN',
    'DRAFT.SENTENCE_OF_ANOTHER_TASK',
    'DRAFT.UNIT_NOT_OPEN',
    'DRAFT.OWN_MEASURE',
    'DRAFT.MERGED_WITH_ITSELF',
    'DRAFT.WITHOUT_TWIN',
  ],
});

@Injectable()
export class ReviewDraft {
  constructor(
    private readonly changeDraft: ChangeDraft,
    private readonly directory: Directory,
  ) {}

  execute({ params, body }: InputOf<typeof reviewDraft>, context: CommandContext): Promise<Reply<DraftRecord>> {
    return this.changeDraft.run(context, params.draftId, {
      action: 'CHANGE_DRAFT',
      decide: async (tx) => {
        await requireRegistered(this.directory, namedIn(body), tx);
        return { command: { action: 'CHANGE_DRAFT', change: body } };
      },
      answer: draftReply,
    });
  }
}

/** Fields of a change that name units and groups. */
function namedIn(change: DraftChangeBody): RegisterField[] {
  if (change.kind === 'RESOLVE_UNIT') {
    return 'unitId' in change.as
      ? [{ pointer: '/as/unitId', unitId: change.as.unitId }]
      : [{ pointer: '/as/groupId', groupId: change.as.groupId }];
  }
  if (change.kind !== 'EDIT_TASK' && change.kind !== 'ADD_TASK') return [];
  return (change.fields.units ?? []).flatMap(({ unitId, groupId }, index) => [
    ...(unitId === null ? [] : [{ pointer: `/fields/units/${index}/unitId`, unitId }]),
    ...(groupId === null ? [] : [{ pointer: `/fields/units/${index}/groupId`, groupId }]),
  ]);
}
