import { Injectable } from '@nestjs/common';
import { Id, MOST_FILE_BYTES } from '#contracts';
import { newId } from '#kernel';
import { Commands, Directory, endpoint, Jobs, type CommandContext, type InputOf, type Reply, type Tx } from '#platform';
import { z } from 'zod';
import { receivePaper } from '../../domain/drafts/draft.js';
import { refuse } from '../../domain/errors.js';
import { relationsToDraft } from '../../domain/tasks.policy.js';
import { READ_DRAFTS } from '../../jobs/read-drafts.job.js';
import { acceptedDraftOf, insertDraft } from '../../persistence/drafts.js';
import { DraftRecord, draftReply } from '../answers.js';
import { newDraftEvent } from '../task-events.js';
import { fileName, PastedText } from './draft-fields.js';
import { fileFacts } from './file-facts.js';
import { FIRST_SIGHT_PROBLEMS, requireReadable } from './first-sight.js';

const planId = Id.optional().meta({
  description: 'a plan that was made from an earlier version of this paper, to be compared with it',
});

const problems = ['DRAFT.NOT_YOURS', 'PLAN.REGISTERED_BY_OFFICES', 'PLAN.NOT_FOUND', ...FIRST_SIGHT_PROBLEMS] as const;

export const receiveFile = endpoint({
  method: 'POST',
  path: '/api/tasks/drafts',
  summary:
    '收文拟办 — hand in the file of a paper, at most 20 MB, never a classified one; its tasks are proposed in a moment',
  tag: 'drafts',
  query: z.object({ fileName, planId }),
  file: { mostBytes: MOST_FILE_BYTES },
  response: DraftRecord,
  status: 201,
  problems,
});

export const receiveText = endpoint({
  method: 'POST',
  path: '/api/tasks/drafts/pasted-texts',
  summary: '粘贴文本 — hand in the text of a paper, never a classified one; its tasks are proposed in a moment',
  tag: 'drafts',
  body: PastedText.extend({ planId }),
  response: DraftRecord,
  status: 201,
  problems,
});

interface NewPaper {
  fileName: string;
  bytes: Buffer;
  planId?: string | undefined;
}

@Injectable()
export class ReceivePaper {
  constructor(
    private readonly commands: Commands,
    private readonly directory: Directory,
    private readonly jobs: Jobs,
  ) {}

  file({ query, body }: InputOf<typeof receiveFile>, context: CommandContext): Promise<Reply<DraftRecord>> {
    return this.receive({ ...query, bytes: body }, context);
  }

  text({ body }: InputOf<typeof receiveText>, context: CommandContext): Promise<Reply<DraftRecord>> {
    return this.receive({ ...body, bytes: Buffer.from(body.text) }, context);
  }

  private receive(
    { fileName: name, bytes, planId: revised }: NewPaper,
    context: CommandContext,
  ): Promise<Reply<DraftRecord>> {
    return this.commands.run(context, async (tx) => {
      const officeUnitId = context.caller.unitId;
      const paper = {
        draftId: newId(),
        kind: 'PLAN' as const,
        officeUnitId,
        planId: revised ?? null,
        revises: revised === undefined ? null : await this.requireDraftOf(tx, revised, officeUnitId),
        ...fileFacts(name, bytes, context.now),
      };
      const change = receivePaper(paper, relationsToDraft(context.caller, paper));
      await this.requireOffice(tx, officeUnitId);
      await requireReadable(name, bytes);
      await insertDraft(tx, change.draft, bytes);
      tx.append([newDraftEvent(change, context)]);
      tx.afterCommit(() => this.jobs.poke(READ_DRAFTS));
      return draftReply(change.draft, 201);
    });
  }

  private async requireDraftOf(tx: Tx, plan: string, officeUnitId: string): Promise<string> {
    const earlier = await acceptedDraftOf(tx, plan, officeUnitId);
    if (earlier !== null) return earlier;
    const message = 'No plan of your office with this id was made from a paper. Hand the paper in without it.';
    throw refuse('PLAN.NOT_FOUND', message);
  }

  /** Only a leading group's office could make a plan of it. */
  private async requireOffice(tx: Tx, unitId: string): Promise<void> {
    const unit = await this.directory.unit(unitId, tx);
    if (unit?.kind === 'COORDINATION_OFFICE') return;
    throw refuse(
      'PLAN.REGISTERED_BY_OFFICES',
      `${unit?.name ?? 'Your unit'} is no leading group's office. Ask the office that runs the work to hand in the paper.`,
    );
  }
}
