import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { MemberChanged } from '#contracts';
import { CLOCK, type Clock } from '#kernel';
import { Database, eventOf, LOGGER, type Tx } from '#platform';
import type { Logger } from 'pino';
import { DEPARTMENTS_CONFIG, type DepartmentsConfig } from '../config.js';
import { changedAccount } from '../domain/account.js';
import { findCredentials, lockAccount, setPasswordHash, updateAccount } from '../persistence/accounts.js';
import { forgetAttempts } from '../persistence/sign-in-attempts.js';
import { causedByInstallation } from './installation.js';
import { MACHINE_CLOCK } from './machine-clock.js';
import { Passwords } from './passwords.js';

/** Lets the only administrator in again who forgot his password: nobody else could reset it, but whoever starts the service can. */
@Injectable()
export class RecoveredAdministrator implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly passwords: Passwords,
    @Inject(DEPARTMENTS_CONFIG) private readonly config: DepartmentsConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(MACHINE_CLOCK) private readonly machineClock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { RECOVER_ADMIN_PASSWORD: password, BOOTSTRAP_ADMIN_USERNAME } = this.config;
    if (password === undefined) return;
    const username = BOOTSTRAP_ADMIN_USERNAME.toLowerCase();
    const known = await findCredentials(this.database, { username });
    if (!known?.account.roles.includes('ADMINISTRATOR')) {
      this.logger.warn(
        { username },
        'RECOVER_ADMIN_PASSWORD was not used: BOOTSTRAP_ADMIN_USERNAME names no administrator',
      );
      return;
    }
    const { accountId } = known.account;
    const recovered = await this.database.transaction((tx) => this.recover(tx, accountId, password));
    const what = recovered ? 'the password of the administrator was reset' : 'the administrator has this password';
    this.logger.warn({ username }, `${what}: start without RECOVER_ADMIN_PASSWORD from now on`);
  }

  /** Whether it was done now; an earlier start, or another instance, may have done it. */
  private async recover(tx: Tx, accountId: string, password: string): Promise<boolean> {
    const before = await lockAccount(tx, accountId);
    if (await this.passwords.matches(before.passwordHash, password)) return false;
    const reason = 'PASSWORD_RESET' as const;
    const account = changedAccount(before.account, { reason }, this.machineClock.now());
    const after = { account, version: before.version + 1 };
    await updateAccount(tx, after);
    await setPasswordHash(tx, accountId, await this.passwords.hash(password));
    await forgetAttempts(tx, account.username);
    const event = { aggregateId: accountId, aggregateVersion: after.version, data: { account, reason } };
    tx.append([eventOf(MemberChanged, event, causedByInstallation(this.clock))]);
    return true;
  }
}
