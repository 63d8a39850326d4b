import { Injectable } from '@nestjs/common';
import type { NewEvent } from '#messaging';
import { Commands, requireVersion, type CommandContext, type Tx } from '#platform';
import { requireDraftVisible } from '../../access/standing.js';
import { applyToDraft, type Draft, type DraftCommand, type LoadedDraft } from '../../domain/drafts/draft.js';
import { relationsToDraft } from '../../domain/tasks.policy.js';
import { contentOf, lockDraft, saveDraft } from '../../persistence/drafts.js';
import { newDraftEvent } from '../task-events.js';

/** What a use case adds to the change of a draft. */
export interface DraftUseCase<Answer> {
  /** What is done; where other aggregates change in the same transaction, with their events, which come first. */
  decide: (tx: Tx, loaded: LoadedDraft) => Promise<{ command: DraftCommand; events?: readonly NewEvent[] }>;
  answer: (draft: Draft) => Answer;
}

/** The one transaction in which a person changes a draft: lock, relations, `applyToDraft`, rows, events last. */
@Injectable()
export class ChangeDraft {
  constructor(private readonly commands: Commands) {}

  /** Throws `DomainError`: `DRAFT.NOT_FOUND`, `VERSION.STALE`, and what table, guards and the change refuse. */
  run<Answer>(context: CommandContext, draftId: string, useCase: DraftUseCase<Answer>): Promise<Answer> {
    return this.commands.run(context, async (tx) => {
      const draft = await lockDraft(tx, draftId);
      const relations = relationsToDraft(context.caller, draft);
      requireDraftVisible(relations);
      requireVersion(context, draft.version);
      const loaded = { draft, content: await contentOf(tx, draftId) };
      const { command, events = [] } = await useCase.decide(tx, loaded);
      const change = applyToDraft(loaded, command, relations);
      await saveDraft(tx, loaded.content, change);
      tx.append([...events, newDraftEvent(change, context)]);
      return useCase.answer(change.draft);
    });
  }
}
