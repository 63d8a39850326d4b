import { z } from 'zod';
import { DraftState } from './draft.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const DraftDiscarded = defineEvent({
  type: 'tasks.draft-discarded',
  version: 1,
  aggregate: 'draft',
  summary: 'An office gave up the draft of a paper.',
  data: z.object({ draft: DraftState, reason: z.string() }),
});
export type DraftDiscarded = DataOf<typeof DraftDiscarded>;
