import { Inject, Injectable } from '@nestjs/common';
import { MemberChanged, type AccountState } from '#contracts';
import type { Clock } from '#kernel';
import { Commands, eventOf, requireVersion, type CommandContext, type Reply, type Tx } from '#platform';
import { changedAccount, type AccountChange } from '../domain/account.js';
import { lockAccount, updateAccount } from '../persistence/accounts.js';
import { accountReply, type AccountView } from '../queries/account.view.js';
import { MACHINE_CLOCK } from '../security/machine-clock.js';

/** Carries out what the use cases on an existing account have in common; they decide who may. */
@Injectable()
export class AccountChanges {
  constructor(
    private readonly commands: Commands,
    @Inject(MACHINE_CLOCK) private readonly machineClock: Clock,
  ) {}

  /**
   * Throws ACCOUNT.NOT_FOUND, VERSION.STALE and what `changedAccount` throws.
   * @param besides what changes with it and is not part of the account that others see
   */
  apply(
    accountId: string,
    change: AccountChange,
    context: CommandContext,
    besides?: (tx: Tx, account: AccountState) => Promise<void>,
  ): Promise<Reply<AccountView>> {
    return this.commands.run(context, async (tx) => {
      const before = await lockAccount(tx, accountId);
      requireVersion(context, before.version);
      const account = changedAccount(before.account, change, this.machineClock.now());
      const after = { account, version: before.version + 1 };
      await updateAccount(tx, after);
      await besides?.(tx, account);
      const data = { account, reason: change.reason };
      const event = { aggregateId: accountId, aggregateVersion: after.version, data };
      tx.append([eventOf(MemberChanged, event, context)]);
      return accountReply(after);
    });
  }
}
