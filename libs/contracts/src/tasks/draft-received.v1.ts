import { z } from 'zod';
import { DraftState } from './draft.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const DraftReceived = defineEvent({
  type: 'tasks.draft-received',
  version: 1,
  aggregate: 'draft',
  summary: 'An office, or a unit its own plan, handed in a paper to be decomposed.',
  data: z.object({ draft: DraftState }),
});
export type DraftReceived = DataOf<typeof DraftReceived>;
