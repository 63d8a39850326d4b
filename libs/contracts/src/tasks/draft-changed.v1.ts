import { z } from 'zod';
import { DraftExtract, DraftState } from './draft.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const DraftChanged = defineEvent({
  type: 'tasks.draft-changed',
  version: 1,
  aggregate: 'draft',
  summary: 'A reviewer changed the draft of a paper; what stood there before is kept.',
  data: z.object({ draft: DraftState, action: z.string(), before: DraftExtract, after: DraftExtract }),
});
export type DraftChanged = DataOf<typeof DraftChanged>;
