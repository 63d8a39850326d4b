import { AccountState } from '#contracts';
import { reply, type Reply } from '#platform';
import { z } from 'zod';
import type { VersionedAccount } from '../persistence/accounts.js';

/** An account as callers see it, without anything of its password; `version` is also its ETag. */
export const AccountView = AccountState.extend({ version: z.number().int() }).meta({ id: 'Account' });
export type AccountView = z.infer<typeof AccountView>;

export function accountReply({ account, version }: VersionedAccount, status?: 201): Reply<AccountView> {
  const location = `/api/departments/accounts/${account.accountId}`;
  return reply({ ...account, version }, { etag: version, ...(status && { status, location }) });
}
