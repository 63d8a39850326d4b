import { Injectable } from '@nestjs/common';
import { Id } from '#contracts';
import { endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { assertAllowed } from '../domain/departments.policy.js';
import { AccountView } from '../queries/account.view.js';
import { AccountChanges } from './account-changes.js';

export const revokeSessions = endpoint({
  method: 'POST',
  path: '/api/departments/accounts/:accountId/revocation',
  summary: '吊销登录 — end every session of an account, on every machine',
  tag: 'accounts',
  params: z.object({ accountId: Id }),
  response: AccountView,
  problems: ['ACCOUNT.NOT_FOUND'],
});

@Injectable()
export class RevokeSessions {
  constructor(private readonly changes: AccountChanges) {}

  async execute({ params }: InputOf<typeof revokeSessions>, context: CommandContext): Promise<Reply<AccountView>> {
    assertAllowed('account.revoke-sessions', context.caller, { accountId: params.accountId });
    return this.changes.apply(params.accountId, { reason: 'REVOKED' }, context);
  }
}
