import { Injectable } from '@nestjs/common';
import { endpoint, type CommandContext, type InputOf, type Reply, type Tx } from '#platform';
import type { DraftCommand, LoadedDraft } from '../../domain/drafts/draft.js';
import { leftToDecide } from '../../domain/drafts/left-to-decide.js';
import { refuse } from '../../domain/errors.js';
import { findPlan } from '../../persistence/plans.js';
import { tasksById } from '../../persistence/tasks.js';
import { DraftRecord, draftReply } from '../answers.js';
import { ChangeDraft } from './change-draft.js';
import { DraftParams } from './draft-fields.js';
import { requirePossible, revisionOf } from './revision.js';

export const requestRevision = endpoint({
  method: 'POST',
  path: '/api/tasks/drafts/:draftId/revision-request',
  summary:
    '修订报批 — ask the leading group to approve a new version of an issued plan; the draft stays as it is meanwhile',
  tag: 'drafts',
  params: DraftParams,
  response: DraftRecord,
  problems: [
    'DRAFT.NOT_FOUND',
    'DRAFT.NOT_YOURS',
    'DRAFT.ACTION_NOT_ALLOWED',
    'DRAFT.REVISES_NOTHING',
    'DRAFT.REVISES_AN_OLDER_VERSION',
    'DRAFT.LEFT_TO_DECIDE',
    'DRAFT.NOT_A_PLAN',
    'DRAFT.REVISION_NOT_POSSIBLE',
    'DRAFT.REVISION_PENDING',
    'PLAN.NOT_ISSUED',
  ],
});

@Injectable()
export class RequestRevision {
  constructor(private readonly changeDraft: ChangeDraft) {}

  execute({ params }: InputOf<typeof requestRevision>, context: CommandContext): Promise<Reply<DraftRecord>> {
    const command: DraftCommand = { action: 'REQUEST_REVISION', accountId: context.caller.accountId };
    return this.changeDraft.run(context, params.draftId, {
      decide: async (tx, loaded) => {
        await requireApplicable(tx, loaded);
        return { command };
      },
      answer: draftReply,
    });
  }
}

/** What the guards are going to refuse is not compared before. */
async function requireApplicable(tx: Tx, loaded: LoadedDraft): Promise<void> {
  const { phase, revises, planId } = loaded.draft;
  if (phase !== 'READY' || revises === null || planId === null || leftToDecide(loaded.content).length > 0) return;
  const plan = await findPlan(tx, planId);
  if (plan.phase !== 'ISSUED') {
    const message = `The plan is ${plan.phase}. Revise its tasks while it is REGISTERED, or wait until it is issued.`;
    throw refuse('PLAN.NOT_ISSUED', message, { state: plan.phase });
  }
  const revision = await revisionOf(tx, loaded, plan);
  const tasks = await tasksById(
    tx,
    revision.reissue.map(({ taskId }) => taskId),
  );
  await requirePossible(tx, revision, new Map(tasks.map((task) => [task.taskId, task])), planId);
}
