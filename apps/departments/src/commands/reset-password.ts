import { Injectable } from '@nestjs/common';
import { Id } from '#contracts';
import { Database, endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { assertAllowed, assertOthersAccount } from '../domain/departments.policy.js';
import { refusalOf } from '../domain/errors.js';
import { assertStrongPassword } from '../domain/password.js';
import { findCredentials, setPasswordHash } from '../persistence/accounts.js';
import { forgetAttempts } from '../persistence/sign-in-attempts.js';
import { AccountView } from '../queries/account.view.js';
import { Passwords } from '../security/passwords.js';
import { AccountChanges } from './account-changes.js';
import { PasswordInput } from './account-fields.js';

export const resetPassword = endpoint({
  method: 'PUT',
  path: '/api/departments/accounts/:accountId/password',
  summary: '重置密码 — give an account whose password is forgotten a new one; ends its sessions and opens its lock',
  tag: 'accounts',
  params: z.object({ accountId: Id }),
  body: z.strictObject({ newPassword: PasswordInput }),
  secretFields: ['newPassword'],
  response: AccountView,
  problems: ['ACCOUNT.NOT_FOUND', 'ACCOUNT.OWN_ACCOUNT', 'ACCOUNT.PASSWORD_WEAK'],
});

/** An administrator hands out a new password. The person should change it: two know it. */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly database: Database,
    private readonly passwords: Passwords,
    private readonly changes: AccountChanges,
  ) {}

  async execute({ params, body }: InputOf<typeof resetPassword>, context: CommandContext): Promise<Reply<AccountView>> {
    const { accountId } = params;
    assertAllowed('account.reset-password', context.caller);
    assertOthersAccount(context.caller, accountId);
    const known = await findCredentials(this.database, { accountId });
    if (!known) throw refusalOf('ACCOUNT.NOT_FOUND');
    assertStrongPassword(body.newPassword, known.account.username, '/newPassword');
    const passwordHash = await this.passwords.hash(body.newPassword); // slow on purpose, so not while a connection is held
    return this.changes.apply(accountId, { reason: 'PASSWORD_RESET' }, context, async (tx, { username }) => {
      await setPasswordHash(tx, accountId, passwordHash);
      await forgetAttempts(tx, username); // whoever forgot his password has locked his name by trying
    });
  }
}
