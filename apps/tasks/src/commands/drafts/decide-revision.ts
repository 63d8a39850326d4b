import { Injectable } from '@nestjs/common';
import type { NewEvent } from '#messaging';
import { Commands, requireVersion, type CommandContext, type Reply, type Tx } from '#platform';
import { Standing } from '../../access/standing.js';
import { applyToDraft, type DraftCommand, type LoadedDraft } from '../../domain/drafts/draft.js';
import { draftNotFound } from '../../domain/errors.js';
import type { Plan } from '../../domain/plan.js';
import { READS } from '../../domain/tasks.policy.js';
import { isPermitted } from '../../domain/transition.js';
import { contentOf, lockDraft, planOf, saveDraft } from '../../persistence/drafts.js';
import { lockPlan } from '../../persistence/plans.js';
import { draftReply, type DraftRecord } from '../answers.js';
import { newDraftEvent } from '../task-events.js';

/** What is decided; where the plan and its tasks change in the same transaction, their events, which follow. */
type Decide = (
  tx: Tx,
  loaded: LoadedDraft,
  plan: Plan,
) => Promise<{ command: DraftCommand; apply?: () => Promise<NewEvent[]> }>;

/** The one transaction in which the leading group decides on a revision: plan, draft, then tasks, in the order of an issue. */
@Injectable()
export class DecideRevision {
  constructor(
    private readonly commands: Commands,
    private readonly standing: Standing,
  ) {}

  /** Throws `DomainError`: `DRAFT.NOT_FOUND`, `VERSION.STALE`, and what tables and guards refuse. */
  run(context: CommandContext, draftId: string, decide: Decide): Promise<Reply<DraftRecord>> {
    return this.commands.run(context, async (tx) => {
      const plan = await lockPlan(tx, await planOf(tx, draftId));
      const draft = await lockDraft(tx, draftId);
      const relations = await this.standing.toPlan(tx, context.caller, plan, context.now);
      if (!isPermitted(READS.REVISION, relations)) throw draftNotFound();
      requireVersion(context, draft.version);
      const loaded = { draft, content: await contentOf(tx, draftId) };
      const { command, apply } = await decide(tx, loaded, plan);
      const change = applyToDraft(loaded, command, relations);
      const events = (await apply?.()) ?? [];
      await saveDraft(tx, loaded.content, change);
      tx.append([newDraftEvent(change, context), ...events]);
      return draftReply(change.draft);
    });
  }
}
