import { z } from 'zod';
import { AccountState } from './account.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const MemberChanged = defineEvent({
  type: 'departments.member-changed',
  version: 1,
  aggregate: 'account',
  summary: 'Roles or state of an account changed, its password was reset, or its tokens were revoked.',
  data: z.object({
    account: AccountState,
    reason: z.enum(['ROLES', 'DISABLED', 'ENABLED', 'REVOKED', 'PASSWORD_RESET', 'RENAMED']),
  }),
});
export type MemberChanged = DataOf<typeof MemberChanged>;
