import { z } from 'zod';
import { DraftState } from './draft.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const DraftRevisionRefused = defineEvent({
  type: 'tasks.draft-revision-refused',
  version: 1,
  aggregate: 'draft',
  summary: 'The leading group sent the new version of a plan back to its office.',
  data: z.object({ draft: DraftState, reason: z.string() }),
});
export type DraftRevisionRefused = DataOf<typeof DraftRevisionRefused>;
