import { Inject, Injectable } from '@nestjs/common';
import { MOST_FILE_BYTES } from '#contracts';
import type { Proposal } from '#decomposition';
import { CLOCK, newId, type Clock } from '#kernel';
import { decomposeInWorker, UnreadablePaper, type PaperProgress } from '#papers';
import { CLOCK_ACTOR, Database, traceparentFrom, type Cause, type ScheduledJob } from '#platform';
import { newDraftEvent } from '../commands/task-events.js';
import { applyToDraft, NO_CONTENT, type DraftCommand, type DraftContent } from '../domain/drafts/draft.js';
import type { ReadingStage } from '../domain/labels.js';
import { BY_SYSTEM } from '../domain/tasks.policy.js';
import { carriedTasks } from '../persistence/carried-tasks.js';
import { lockDraft, saveDraft } from '../persistence/drafts.js';
import { nextDraftToRead, noteProgress, takeAttemptBack, type DraftToRead } from '../persistence/drafts-to-read.js';
import { registerOf } from '../persistence/register.js';
import { calendarsOf } from '../persistence/working-calendar.js';
import { contentOfProposal, headOfProposal } from './content-of-proposal.js';
import { withMeasures } from './measures-of-proposal.js';

/** Name of the job that reads papers; whoever hands one in wakes it. */
export const READ_DRAFTS = 'read-drafts';

/** That a paper is read follows from its being handed in. */
const BY_CLOCK = { accountId: CLOCK_ACTOR, relations: BY_SYSTEM };

/** A process that ends while it reads leaves the draft to the next one; a paper that ended so many is the reason itself. */
const MOST_ATTEMPTS = 3;

const CUT_OFF = {
  action: 'REFUSE_PAPER',
  code: 'PAPER.READING_CUT_OFF',
  message: `Reading was begun ${MOST_ATTEMPTS} times and each time the service ended with it. Save the paper in another format and hand that in.`,
} as const satisfies DraftCommand;

/** Percent of the whole at which each stage begins and how much it takes. */
const STAGES = {
  reading: { stage: 'READING', from: 0, size: 50 },
  understanding: { stage: 'UNDERSTANDING', from: 50, size: 49 },
} as const satisfies Record<PaperProgress['stage'], { stage: ReadingStage; from: number; size: number }>;

/** Reads the papers that were handed in, one at a time, each in a process of its own. */
@Injectable()
export class ReadDrafts implements ScheduledJob {
  readonly name = READ_DRAFTS;
  readonly everySeconds = 10;
  private readonly ending = new AbortController();

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  end(): void {
    this.ending.abort();
  }

  async run(now: Date): Promise<void> {
    for (;;) {
      const paper = this.ending.signal.aborted ? null : await nextDraftToRead(this.database, this.clock.now());
      if (!paper) return;
      const outcome = await this.outcomeOf(paper);
      if (!outcome) return;
      await this.conclude(paper.draftId, outcome, now);
    }
  }

  /** Null where the service ends before the paper is read. */
  private async outcomeOf(paper: DraftToRead): Promise<DraftCommand | null> {
    if (paper.attempts > MOST_ATTEMPTS) return CUT_OFF;
    try {
      return await this.read(paper);
    } catch (error) {
      if (isFinal(error, paper)) return { action: 'REFUSE_PAPER', code: error.code, message: error.message };
      if (!(error instanceof UnreadablePaper)) await takeAttemptBack(this.database, paper.draftId);
      if (this.ending.signal.aborted) return null;
      throw error;
    }
  }

  private async read({ draftId, fileName, bytes, ...draft }: DraftToRead): Promise<DraftCommand> {
    const register = await registerOf(this.database);
    const calendar = (await calendarsOf(this.database)).flatMap(({ days }) => days);
    const onProgress = ({ stage, share }: PaperProgress): void => {
      const { from, size, stage: reached } = STAGES[stage];
      const percent = from + Math.floor(size * share);
      noteProgress(this.database, draftId, { stage: reached, percent, at: this.clock.now() }).catch(() => undefined); // shown only; the reading goes on without it
    };
    const limits = { fileBytes: MOST_FILE_BYTES };
    const options = { onProgress, signal: this.ending.signal, calendar, limits };
    const proposal = await decomposeInWorker({ name: fileName, bytes }, register, options);
    if (proposal.sentences.length === 0) throw new UnreadablePaper('PAPER.EMPTY');
    const content = contentOfProposal(proposal);
    return {
      action: 'PROPOSE',
      head: headOfProposal(proposal.head),
      content: await this.placed(content, proposal, draft),
    };
  }

  /** A unit's own plan is read against the tasks that the unit carries when it is read. */
  private async placed(
    content: DraftContent,
    proposal: Proposal,
    { kind, planId, officeUnitId }: Pick<DraftToRead, 'kind' | 'planId' | 'officeUnitId'>,
  ): Promise<DraftContent> {
    if (kind === 'PLAN' || planId === null) return content;
    return withMeasures(content, proposal, await carriedTasks(this.database, planId, officeUnitId));
  }

  /** A draft that was discarded meanwhile stays as it is. */
  private conclude(draftId: string, command: DraftCommand, now: Date): Promise<void> {
    return this.database.transaction(async (tx) => {
      const draft = await lockDraft(tx, draftId);
      if (draft.phase !== 'RECEIVED') return;
      const change = applyToDraft({ draft, content: NO_CONTENT }, command, BY_CLOCK);
      await saveDraft(tx, NO_CONTENT, change);
      tx.append([newDraftEvent(change, causeAt(now))]);
    });
  }
}

/** What ends the service may end its reader a moment before: only a reader that fails every time fails by the paper. */
function isFinal(error: unknown, { attempts }: DraftToRead): error is UnreadablePaper {
  return error instanceof UnreadablePaper && (error.code !== 'PAPER.READER_FAILED' || attempts === MOST_ATTEMPTS);
}

function causeAt(now: Date): Cause {
  return { now, caller: { accountId: CLOCK_ACTOR }, correlationId: newId(), traceparent: traceparentFrom(undefined) };
}
