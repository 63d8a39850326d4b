import { z } from 'zod';
import { DraftState } from './draft.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const DraftUnreadable = defineEvent({
  type: 'tasks.draft-unreadable',
  version: 1,
  aggregate: 'draft',
  summary: 'A paper could not be read; the refusal says why.',
  data: z.object({ draft: DraftState }),
});
export type DraftUnreadable = DataOf<typeof DraftUnreadable>;
