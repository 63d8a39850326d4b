import { z } from 'zod';
import { GroupState } from './group.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const GroupChanged = defineEvent({
  type: 'departments.group-changed',
  version: 1,
  aggregate: 'group',
  summary: 'A group was set up or its dated memberships changed.',
  data: z.object({ group: GroupState }),
});
export type GroupChanged = DataOf<typeof GroupChanged>;
