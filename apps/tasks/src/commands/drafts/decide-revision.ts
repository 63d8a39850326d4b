import { Injectable } from '@nestjs/common';
import type { NewEvent } from '#messaging';
import { Commands, requireVersion, type CommandContext, type Reply, type Tx } from '#platform';
import { requireDraftVisible, Standing } from '../../access/standing.js';
import { applyToDraft, requireAllowed, type DraftCommandOf, type LoadedDraft } from '../../domain/drafts/draft.js';
import type { Plan } from '../../domain/plan.js';
import { contentOf, lockDraft, planOf, saveDraft } from '../../persistence/drafts.js';
import { lockPlan } from '../../persistence/plans.js';
import { draftReply, type DraftRecord } from '../answers.js';
import { newDraftEvent } from '../task-events.js';

interface RevisionUseCase<Action extends 'APPROVE_REVISION' | 'REFUSE_REVISION'> {
  action: Action;
  /** What is decided, once table and guards allow it; where plan and tasks change with it, how: their events follow. */
  decide: (
    tx: Tx,
    loaded: LoadedDraft,
    plan: Plan,
  ) => Promise<{ command: DraftCommandOf<Action>; apply?: () => Promise<NewEvent[]> }>;
}

/** The one transaction in which the leading group decides on a revision: plan, draft, then tasks, in the order of an issue. */
@Injectable()
export class DecideRevision {
  constructor(
    private readonly commands: Commands,
    private readonly standing: Standing,
  ) {}

  /** Throws `DomainError`: `DRAFT.NOT_FOUND`, `VERSION.STALE`, and what tables and guards refuse. */
  run<Action extends 'APPROVE_REVISION' | 'REFUSE_REVISION'>(
    context: CommandContext,
    draftId: string,
    { action, decide }: RevisionUseCase<Action>,
  ): Promise<Reply<DraftRecord>> {
    return this.commands.run(context, async (tx) => {
      const plan = await lockPlan(tx, await planOf(tx, draftId));
      const draft = await lockDraft(tx, draftId);
      const relations = await this.standing.toPlan(tx, context.caller, plan, context.now);
      requireDraftVisible(relations, 'REVISION');
      requireVersion(context, draft.version);
      const loaded = { draft, content: await contentOf(tx, draftId) };
      const actor = { accountId: context.caller.accountId, relations };
      requireAllowed(loaded, action, actor);
      const { command, apply } = await decide(tx, loaded, plan);
      const change = applyToDraft(loaded, command, actor);
      const events = (await apply?.()) ?? [];
      await saveDraft(tx, loaded.content, change);
      tx.append([newDraftEvent(change, context), ...events]);
      return draftReply(change.draft);
    });
  }
}
