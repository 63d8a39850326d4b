import { z } from 'zod';
import { DraftState } from './draft.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const DraftRead = defineEvent({
  type: 'tasks.draft-read',
  version: 1,
  aggregate: 'draft',
  summary: 'A paper was read and its tasks are proposed; nothing is issued.',
  data: z.object({ draft: DraftState }),
});
export type DraftRead = DataOf<typeof DraftRead>;
