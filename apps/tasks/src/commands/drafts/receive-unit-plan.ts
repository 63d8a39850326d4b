import { Injectable } from '@nestjs/common';
import { Id, MOST_FILE_BYTES } from '#contracts';
import { newId } from '#kernel';
import { Commands, endpoint, Jobs, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { receivePaper } from '../../domain/drafts/draft.js';
import { refuse } from '../../domain/errors.js';
import { relationsToDraft } from '../../domain/tasks.policy.js';
import { READ_DRAFTS } from '../../jobs/read-drafts.job.js';
import { carriedTasks } from '../../persistence/carried-tasks.js';
import { insertDraft } from '../../persistence/drafts.js';
import { requireVisiblePlan } from '../../queries/visible-plan.js';
import { DraftRecord, draftReply } from '../answers.js';
import { newDraftEvent } from '../task-events.js';
import { fileName, PastedText } from './draft-fields.js';
import { fileFacts } from './file-facts.js';
import { FIRST_SIGHT_PROBLEMS, requireReadable } from './first-sight.js';

const planId = Id.meta({ description: 'the plan whose tasks the unit carries' });

const problems = ['PLAN.NOT_FOUND', 'DRAFT.NOT_YOURS', 'TASK.UNIT_DOES_NOT_CARRY_IT', ...FIRST_SIGHT_PROBLEMS] as const;

export const receiveUnitPlanFile = endpoint({
  method: 'POST',
  path: '/api/tasks/drafts/unit-plans',
  summary:
    '提交本单位实施方案 — hand in the file of the own plan of a unit, at most 20 MB, never a classified one; its measures are proposed under the tasks that the unit carries',
  tag: 'drafts',
  query: z.object({ fileName, planId }),
  file: { mostBytes: MOST_FILE_BYTES },
  response: DraftRecord,
  status: 201,
  problems,
});

export const receiveUnitPlanText = endpoint({
  method: 'POST',
  path: '/api/tasks/drafts/unit-plans/pasted-texts',
  summary: '粘贴本单位实施方案 — hand in the text of the own plan of a unit, never a classified one',
  tag: 'drafts',
  body: PastedText.extend({ planId }),
  response: DraftRecord,
  status: 201,
  problems,
});

interface NewUnitPlan {
  planId: string;
  fileName: string;
  bytes: Buffer;
}

@Injectable()
export class ReceiveUnitPlan {
  constructor(
    private readonly commands: Commands,
    private readonly jobs: Jobs,
  ) {}

  file({ query, body }: InputOf<typeof receiveUnitPlanFile>, context: CommandContext): Promise<Reply<DraftRecord>> {
    return this.receive({ ...query, bytes: body }, context);
  }

  text({ body }: InputOf<typeof receiveUnitPlanText>, context: CommandContext): Promise<Reply<DraftRecord>> {
    return this.receive({ ...body, bytes: Buffer.from(body.text) }, context);
  }

  private receive(
    { planId: carriedPlanId, fileName: name, bytes }: NewUnitPlan,
    context: CommandContext,
  ): Promise<Reply<DraftRecord>> {
    return this.commands.run(context, async (tx) => {
      const { unitId } = context.caller;
      await requireVisiblePlan(tx, carriedPlanId, context, 'PLAN');
      const paper = {
        draftId: newId(),
        kind: 'UNIT_PLAN' as const,
        officeUnitId: unitId,
        planId: carriedPlanId,
        revises: null,
        ...fileFacts(name, bytes, context.now),
      };
      const change = receivePaper(paper, relationsToDraft(context.caller, paper));
      if ((await carriedTasks(tx, carriedPlanId, unitId)).length === 0) throw carriesNothing();
      await requireReadable(name, bytes);
      await insertDraft(tx, change.draft, bytes);
      tx.append([newDraftEvent(change, context)]);
      tx.afterCommit(() => this.jobs.poke(READ_DRAFTS));
      return draftReply(change.draft, 201);
    });
  }
}

function carriesNothing(): ReturnType<typeof refuse> {
  const message = 'Your unit carries no open task of this plan. Hand the paper in for a plan whose tasks it carries.';
  return refuse('TASK.UNIT_DOES_NOT_CARRY_IT', message);
}
