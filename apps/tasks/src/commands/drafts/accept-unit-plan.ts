import { Injectable } from '@nestjs/common';
import { newId } from '#kernel';
import type { NewEvent } from '#messaging';
import { endpoint, type CommandContext, type InputOf, type Reply, type Tx } from '#platform';
import type { DraftCommandOf, LoadedDraft } from '../../domain/drafts/draft.js';
import { measuresNotCarried, taskNotCarried } from '../../domain/drafts/measure-changes.js';
import { adoptMeasure, type MeasureChanged } from '../../domain/measures.js';
import { carriedTasks, type CarriedPart } from '../../persistence/carried-tasks.js';
import { rememberTasks } from '../../persistence/drafts.js';
import { insertMeasures } from '../../persistence/measures.js';
import { DraftRecord, draftReply } from '../answers.js';
import { newMeasureEvent } from '../task-events.js';
import { ChangeDraft } from './change-draft.js';
import { DraftParams } from './draft-fields.js';

export const acceptUnitPlan = endpoint({
  method: 'POST',
  path: '/api/tasks/drafts/:draftId/measures-acceptance',
  summary:
    '审签实施方案 — keep the measures of the own plan of a unit with its parts; refused while any is under no task',
  tag: 'drafts',
  params: DraftParams,
  response: DraftRecord,
  problems: [
    'DRAFT.NOT_FOUND',
    'DRAFT.NOT_YOURS',
    'DRAFT.ACTION_NOT_ALLOWED',
    'DRAFT.LEFT_TO_DECIDE',
    'DRAFT.TASK_NOT_CARRIED',
  ],
});

interface Decided {
  command: DraftCommandOf<'ACCEPT_UNIT_PLAN'>;
  events: NewEvent[];
}

@Injectable()
export class AcceptUnitPlan {
  constructor(private readonly changeDraft: ChangeDraft) {}

  execute({ params }: InputOf<typeof acceptUnitPlan>, context: CommandContext): Promise<Reply<DraftRecord>> {
    return this.changeDraft.run(context, params.draftId, {
      action: 'ACCEPT_UNIT_PLAN',
      decide: (tx, loaded) => this.adopt(tx, loaded, context),
      answer: draftReply,
    });
  }

  private async adopt(tx: Tx, loaded: LoadedDraft, context: CommandContext): Promise<Decided> {
    const { draft, content } = loaded;
    const { planId, draftId } = draft;
    if (planId === null) throw new Error(`The own plan ${draftId} of a unit does not say for which plan it is.`);
    const carried = new Map((await carriedTasks(tx, planId, draft.officeUnitId)).map((part) => [part.taskId, part]));
    const errors = measuresNotCarried(content, new Set(carried.keys()));
    if (errors.length > 0) throw taskNotCarried(errors);
    const adopted = adoptedFrom(loaded, planId, carried, context.now);
    await insertMeasures(
      tx,
      adopted.map(({ measure }) => measure),
    );
    const taskIds = Object.fromEntries(content.tasks.map(({ key, measure }) => [key, measure?.taskId ?? '']));
    await rememberTasks(tx, draftId, taskIds);
    const events = adopted.map((change) => newMeasureEvent(change, context));
    return { command: { action: 'ACCEPT_UNIT_PLAN', taskIds }, events };
  }
}

/** In the order of the plan. */
function adoptedFrom(
  { draft, content }: LoadedDraft,
  planId: string,
  carried: ReadonlyMap<string, CarriedPart>,
  now: Date,
): MeasureChanged[] {
  return content.tasks.flatMap(({ no, title, text, deadline, measure }) => {
    const part = carried.get(measure?.taskId ?? '');
    if (!measure || !part) return [];
    const { taskId, assignmentId } = part;
    const place = { planId, taskId, assignmentId, unitId: draft.officeUnitId, draftId: draft.draftId };
    const says = { no, title, text, owner: measure.owner, deadline };
    return [adoptMeasure({ measureId: newId(), ...place, ...says, adoptedAt: now.toISOString() })];
  });
}
