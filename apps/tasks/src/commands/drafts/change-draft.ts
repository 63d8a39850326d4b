import { Injectable } from '@nestjs/common';
import type { NewEvent } from '#messaging';
import { Commands, requireVersion, type CommandContext, type Tx } from '#platform';
import { requireDraftVisible } from '../../access/standing.js';
import {
  applyToDraft,
  requireAllowed,
  type Draft,
  type DraftCommand,
  type DraftCommandOf,
  type LoadedDraft,
} from '../../domain/drafts/draft.js';
import { relationsToDraft } from '../../domain/tasks.policy.js';
import { DraftsInReview } from '../../persistence/drafts-in-review.js';
import { lockDraft, saveDraft } from '../../persistence/drafts.js';
import { newDraftEvent } from '../task-events.js';

/** What a use case adds to the change of a draft. */
export interface DraftUseCase<Action extends DraftCommand['action'], Answer> {
  action: Action;
  /** What is done, once table and guards allow it; where other aggregates change with it, with their events, which come first. */
  decide: (tx: Tx, loaded: LoadedDraft) => Promise<{ command: DraftCommandOf<Action>; events?: readonly NewEvent[] }>;
  answer: (draft: Draft) => Answer;
}

/** The one transaction in which a person changes a draft: lock, relations, what is allowed, `applyToDraft`, rows, events last. */
@Injectable()
export class ChangeDraft {
  constructor(
    private readonly commands: Commands,
    private readonly drafts: DraftsInReview,
  ) {}

  /** Throws `DomainError`: `DRAFT.NOT_FOUND`, `VERSION.STALE`, and what table, guards and the change refuse. */
  run<Action extends DraftCommand['action'], Answer>(
    context: CommandContext,
    draftId: string,
    { action, decide, answer }: DraftUseCase<Action, Answer>,
  ): Promise<Answer> {
    return this.commands.run(context, async (tx) => {
      const draft = await lockDraft(tx, draftId);
      const relations = relationsToDraft(context.caller, draft);
      requireDraftVisible(relations, 'DRAFT');
      requireVersion(context, draft.version);
      const loaded = { draft, content: await this.drafts.contentOf(tx, draft) };
      const actor = { accountId: context.caller.accountId, relations };
      requireAllowed(loaded, action, actor);
      const { command, events = [] } = await decide(tx, loaded);
      const change = applyToDraft(loaded, command, actor);
      await saveDraft(tx, loaded.content, change);
      this.drafts.keep(tx, change);
      tx.append([...events, newDraftEvent(change, context)]);
      return answer(change.draft);
    });
  }
}
