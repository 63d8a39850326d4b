import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '#kernel';
import { Database, LOGGER } from '#platform';
import type { Logger } from 'pino';
import { DEPARTMENTS_CONFIG, type DepartmentsConfig } from '../config.js';
import { refusalOf } from '../domain/errors.js';
import { countAttempt, forgetAttempts, type LockOut } from '../persistence/sign-in-attempts.js';
import { MACHINE_CLOCK } from './machine-clock.js';
import { Passwords } from './passwords.js';

/** Checks passwords so that nobody can try many: a user name is locked after too many attempts without a success. */
@Injectable()
export class GuardedAttempts {
  private readonly lockOut: LockOut;

  constructor(
    private readonly database: Database,
    private readonly passwords: Passwords,
    @Inject(DEPARTMENTS_CONFIG) config: DepartmentsConfig,
    @Inject(MACHINE_CLOCK) private readonly machineClock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.lockOut = { afterAttempts: config.LOCK_AFTER_ATTEMPTS, minutes: config.LOCK_MINUTES };
  }

  /**
   * Whether `password` belongs to `passwordHash` (undefined: there is no such account). Takes the same time and is
   * locked in the same way for names that do not exist. Throws SESSION.LOCKED.
   */
  async check(username: string, passwordHash: string | undefined, password: string): Promise<boolean> {
    const counted = await countAttempt(this.database, username, this.lockOut, this.machineClock.now());
    if ('lockedUntil' in counted) throw refusalOf('SESSION.LOCKED', { state: counted.lockedUntil.toISOString() });
    const right = await this.passwords.matches(passwordHash, password);
    if (right) await forgetAttempts(this.database, username);
    else if (counted.attempt >= this.lockOut.afterAttempts) {
      this.logger.warn({ username, minutes: this.lockOut.minutes }, 'a user name was locked after failed attempts');
    }
    return right;
  }
}
