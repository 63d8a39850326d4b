import { z } from 'zod';
import { DraftState } from './draft.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const DraftRevisionRequested = defineEvent({
  type: 'tasks.draft-revision-requested',
  version: 1,
  aggregate: 'draft',
  summary: 'An office asks the leading group to approve a new version of an issued plan.',
  data: z.object({ draft: DraftState }),
});
export type DraftRevisionRequested = DataOf<typeof DraftRevisionRequested>;
