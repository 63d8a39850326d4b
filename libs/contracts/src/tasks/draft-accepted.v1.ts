import { z } from 'zod';
import { Id } from '../common/fields.js';
import { DraftState } from './draft.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const DraftAccepted = defineEvent({
  type: 'tasks.draft-accepted',
  version: 1,
  aggregate: 'draft',
  summary: 'A reviewed draft became a registered plan, changed the plan that it revises, or gave a unit its measures.',
  data: z.object({
    draft: DraftState,
    taskIds: z.record(z.string(), Id).meta({ description: 'id of the task of each key' }),
  }),
});
export type DraftAccepted = DataOf<typeof DraftAccepted>;
