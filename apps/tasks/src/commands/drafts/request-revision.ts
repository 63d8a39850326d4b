import { Injectable } from '@nestjs/common';
import { localDateOf } from '#kernel';
import { endpoint, type CommandContext, type InputOf, type Reply, type Tx } from '#platform';
import type { LoadedDraft } from '../../domain/drafts/draft.js';
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
    return this.changeDraft.run(context, params.draftId, {
      action: 'REQUEST_REVISION',
      decide: async (tx, loaded) => {
        await requireApplicable(tx, loaded, context.now);
        return { command: { action: 'REQUEST_REVISION' } };
      },
      answer: draftReply,
    });
  }
}

async function requireApplicable(tx: Tx, loaded: LoadedDraft, now: Date): Promise<void> {
  const { draftId, planId } = loaded.draft;
  if (planId === null) throw new Error(`The draft ${draftId} revises a plan and does not say which.`);
  const plan = await findPlan(tx, planId);
  if (plan.phase !== 'ISSUED') {
    const message = `The plan is ${plan.phase}. Revise its tasks while it is REGISTERED, or wait until it is issued.`;
    throw refuse('PLAN.NOT_ISSUED', message, { state: plan.phase });
  }
  const revision = await revisionOf(tx, loaded, plan);
  const standing = await tasksById(
    tx,
    revision.reissue.map(({ taskId }) => taskId),
  );
  const tasks = new Map(standing.map((task) => [task.taskId, task]));
  await requirePossible(tx, revision, { planId, tasks, today: localDateOf(now) });
}
