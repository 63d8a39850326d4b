import { Injectable } from '@nestjs/common';
import { Id } from '#contracts';
import { endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { assertAllowed, assertOthersAccount } from '../domain/departments.policy.js';
import { AccountView } from '../queries/account.view.js';
import { AccountChanges } from './account-changes.js';

export const changeAccountState = endpoint({
  method: 'PUT',
  path: '/api/departments/accounts/:accountId/state',
  summary: '停用、启用账号 — disable or enable an account; disabling ends its sessions',
  tag: 'accounts',
  params: z.object({ accountId: Id }),
  body: z.strictObject({ disabled: z.boolean() }),
  response: AccountView,
  problems: ['ACCOUNT.NOT_FOUND', 'ACCOUNT.OWN_ACCOUNT'],
});

@Injectable()
export class ChangeAccountState {
  constructor(private readonly changes: AccountChanges) {}

  async execute(
    { params, body }: InputOf<typeof changeAccountState>,
    context: CommandContext,
  ): Promise<Reply<AccountView>> {
    assertAllowed('account.change-state', context.caller);
    assertOthersAccount(context.caller, params.accountId);
    return this.changes.apply(params.accountId, { reason: body.disabled ? 'DISABLED' : 'ENABLED' }, context);
  }
}
