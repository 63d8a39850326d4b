import { z } from 'zod';
import { AccountState } from './account.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const MemberAppointed = defineEvent({
  type: 'departments.member-appointed',
  version: 1,
  aggregate: 'account',
  summary: 'A person was given an account in a unit, with roles.',
  data: z.object({ account: AccountState }),
});
export type MemberAppointed = DataOf<typeof MemberAppointed>;
