import { Injectable } from '@nestjs/common';
import { Id } from '#contracts';
import { endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { assertAllowed, assertOthersAccount } from '../domain/departments.policy.js';
import { AccountView } from '../queries/account.view.js';
import { AccountChanges } from './account-changes.js';
import { Roles } from './account-fields.js';

export const changeRoles = endpoint({
  method: 'PUT',
  path: '/api/departments/accounts/:accountId/roles',
  summary: '变更角色 — replace the roles of an account',
  tag: 'accounts',
  params: z.object({ accountId: Id }),
  body: z.strictObject({ roles: Roles }),
  response: AccountView,
  problems: ['ACCOUNT.NOT_FOUND', 'ACCOUNT.OWN_ACCOUNT', 'ACCOUNT.ROLES_INCOMPATIBLE'],
});

@Injectable()
export class ChangeRoles {
  constructor(private readonly changes: AccountChanges) {}

  async execute({ params, body }: InputOf<typeof changeRoles>, context: CommandContext): Promise<Reply<AccountView>> {
    assertAllowed('account.change-roles', context.caller);
    assertOthersAccount(context.caller, params.accountId);
    return this.changes.apply(params.accountId, { reason: 'ROLES', roles: body.roles }, context);
  }
}
