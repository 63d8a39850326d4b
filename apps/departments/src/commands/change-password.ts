import { Inject, Injectable } from '@nestjs/common';
import { MemberChanged } from '#contracts';
import type { Clock } from '#kernel';
import { Commands, Database, endpoint, eventOf, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { changedAccount } from '../domain/account.js';
import { assertAllowed } from '../domain/departments.policy.js';
import { refusalOf } from '../domain/errors.js';
import { assertStrongPassword } from '../domain/password.js';
import { findCredentials, lockAccount, setPasswordHash, updateAccount } from '../persistence/accounts.js';
import { GuardedAttempts } from '../security/guarded-attempts.js';
import { MACHINE_CLOCK } from '../security/machine-clock.js';
import { Passwords } from '../security/passwords.js';
import { PasswordInput } from './account-fields.js';

export const changePassword = endpoint({
  method: 'PUT',
  path: '/api/departments/me/password',
  summary: '修改密码 — change the own password; ends every session, sign in again',
  tag: 'sessions',
  body: z.strictObject({ currentPassword: PasswordInput, newPassword: PasswordInput }),
  secretFields: ['currentPassword', 'newPassword'],
  response: z.undefined(),
  status: 204,
  problems: ['ACCOUNT.PASSWORD_WRONG', 'ACCOUNT.PASSWORD_WEAK', 'SESSION.LOCKED'],
});

@Injectable()
export class ChangePassword {
  constructor(
    private readonly commands: Commands,
    private readonly database: Database,
    private readonly passwords: Passwords,
    private readonly attempts: GuardedAttempts,
    @Inject(MACHINE_CLOCK) private readonly machineClock: Clock,
  ) {}

  async execute({ body }: InputOf<typeof changePassword>, context: CommandContext): Promise<void> {
    const { accountId } = context.caller;
    assertAllowed('account.change-password', context.caller, { accountId });
    const known = await findCredentials(this.database, { accountId });
    if (!known) throw refusalOf('ACCOUNT.NOT_FOUND');
    const { username } = known.account;
    assertStrongPassword(body.newPassword, username, '/newPassword');
    const right = await this.attempts.check(username, known.passwordHash, body.currentPassword);
    if (!right) {
      const errors = [{ pointer: '/currentPassword', message: 'is not the current password' }];
      throw refusalOf('ACCOUNT.PASSWORD_WRONG', { errors });
    }
    await this.replace(known.passwordHash, await this.passwords.hash(body.newPassword), context);
  }

  private replace(checkedHash: string, newHash: string, context: CommandContext): Promise<void> {
    return this.commands.run(context, async (tx) => {
      const before = await lockAccount(tx, context.caller.accountId);
      // Changed by somebody else since it was checked: what the caller typed is no longer the current password.
      if (before.passwordHash !== checkedHash) throw refusalOf('ACCOUNT.PASSWORD_WRONG');
      const account = changedAccount(before.account, { reason: 'REVOKED' }, this.machineClock.now());
      const after = { account, version: before.version + 1 };
      await updateAccount(tx, after);
      await setPasswordHash(tx, account.accountId, newHash);
      const data = { account, reason: 'REVOKED' as const };
      const event = { aggregateId: account.accountId, aggregateVersion: after.version, data };
      tx.append([eventOf(MemberChanged, event, context)]);
    });
  }
}
