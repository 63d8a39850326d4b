import { Injectable } from '@nestjs/common';
import { DateOnly, Id, optionalText, text } from '#contracts';
import { endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { carriedTasks } from '../../persistence/carried-tasks.js';
import { DraftRecord, draftReply } from '../answers.js';
import { ChangeDraft } from './change-draft.js';
import { DraftParams } from './draft-fields.js';

const key = text(100).meta({ description: 'key of a measure of the draft' });

const MeasureChangeBody = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('PLACE_MEASURE'),
    key,
    taskId: Id.meta({ description: 'a task that the unit carries' }),
  }),
  z.strictObject({
    kind: z.literal('EDIT_MEASURE'),
    key,
    fields: z
      .strictObject({ title: text(200), text: text(5_000), deadline: DateOnly.nullable(), owner: optionalText(200) })
      .partial(),
  }),
  z.strictObject({ kind: z.literal('DROP_MEASURE'), key }),
]);

export const changeMeasures = endpoint({
  method: 'POST',
  path: '/api/tasks/drafts/:draftId/measure-changes',
  summary:
    '对应任务 — in the own plan of a unit: place a measure under another task that it carries, edit or drop it; what stood before is kept',
  tag: 'drafts',
  params: DraftParams,
  body: MeasureChangeBody,
  response: DraftRecord,
  problems: [
    'DRAFT.NOT_FOUND',
    'DRAFT.NOT_YOURS',
    'DRAFT.ACTION_NOT_ALLOWED',
    'DRAFT.TASK_UNKNOWN',
    'DRAFT.TASK_NOT_CARRIED',
  ],
});

@Injectable()
export class ChangeMeasures {
  constructor(private readonly changeDraft: ChangeDraft) {}

  execute({ params, body }: InputOf<typeof changeMeasures>, context: CommandContext): Promise<Reply<DraftRecord>> {
    return this.changeDraft.run(context, params.draftId, {
      action: 'CHANGE_MEASURES',
      decide: async (tx, { draft: { planId, officeUnitId } }) => {
        const tasks = planId === null ? [] : await carriedTasks(tx, planId, officeUnitId);
        const carried = new Set(tasks.map(({ taskId }) => taskId));
        return { command: { action: 'CHANGE_MEASURES', change: body, carried } };
      },
      answer: draftReply,
    });
  }
}
